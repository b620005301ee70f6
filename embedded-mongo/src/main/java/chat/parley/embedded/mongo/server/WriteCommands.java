package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.storage.Storage;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// `insert`, `update` and `delete` of several documents, where the library is not strict: ordered unless said
/// otherwise, nothing
/// after the first error, and numbers that say what was done.
final class WriteCommands {
    private static final int MOST_WRITES = 100_000;
    private static final int INVALID_LENGTH = 16;

    private WriteCommands() {}

    /// @param library does the work
    static Document insert(Document command, UnaryOperator<Document> library) {
        List<Document> documents = writes(command, "documents");
        boolean ordered = isOrdered(command);
        command.put("ordered", ordered);
        Document answer = library.apply(command);
        if (answer.containsKey("writeErrors")) {
            List<Document> errors = Fields.documents(answer, "writeErrors");
            int first = Fields.get(errors.getFirst(), "index", Integer.class);
            answer.put("n", ordered ? first : documents.size() - errors.size());
        }
        return answer;
    }

    /// @param collection the one that is written to, once it exists
    /// @param library does the work of one statement
    static Document update(
            Document command, Supplier<Optional<StoredCollection>> collection, UnaryOperator<Document> library) {
        List<Document> statements = writes(command, "updates");
        UpdateResult result = new UpdateResult();
        for (int i = 0; i < statements.size() && !(result.hasErrors() && isOrdered(command)); i++) {
            Document statement = statements.get(i);
            refusePipeline(statement);
            Document one = command.clone();
            one.put("updates", List.of(statement));
            result.add(i, library.apply(one), collection.get().flatMap(StoredCollection::takeViolation));
        }
        return result.answer();
    }

    /// @param storage takes back what a failed statement did, and nothing else
    /// @param library does the work of one statement
    static Document delete(Document command, Storage storage, UnaryOperator<Document> library) {
        List<Document> statements = writes(command, "deletes");
        statements.forEach(WriteCommands::checkDelete);
        List<Document> errors = new ArrayList<>();
        int deleted = 0;
        for (int i = 0; i < statements.size() && (errors.isEmpty() || !isOrdered(command)); i++) {
            Document one = command.clone();
            one.put("deletes", List.of(statements.get(i)));
            try {
                Document answer = storage.change().attempt(() -> library.apply(one));
                deleted += Fields.get(answer, "n", Integer.class);
            } catch (MongoServerError e) {
                errors.add(Errors.ofWrite(i, e));
            }
        }
        return withErrors(new Document("n", deleted), errors);
    }

    private static Document withErrors(Document answer, List<Document> errors) {
        if (!errors.isEmpty()) {
            answer.put("writeErrors", errors);
        }
        return answer.append("ok", 1.0);
    }

    /// What MongoDB refuses before it begins.
    private static void checkDelete(Document statement) {
        Document ignored = Fields.get(statement, "q", Document.class);
        double limit = Fields.get(statement, "limit", Number.class).doubleValue();
        if (limit != 0 && limit != 1) {
            throw new MongoServerError(
                    ErrorCode.FailedToParse,
                    "The limit field in delete objects must be 0 or 1. Got " + statement.get("limit"));
        }
    }

    private static boolean isOrdered(Document command) {
        return Utils.isTrue(command.getOrDefault("ordered", true));
    }

    private static List<Document> writes(Document command, String field) {
        List<Document> writes = Fields.documents(command, field);
        if (writes.isEmpty() || writes.size() > MOST_WRITES) {
            throw new MongoServerError(
                    INVALID_LENGTH,
                    "InvalidLength",
                    "Write batch sizes must be between 1 and " + MOST_WRITES + ". Got " + writes.size()
                            + " operations.");
        }
        return writes;
    }

    private static void refusePipeline(Document statement) {
        if (statement.get("u") instanceof Collection) {
            throw new MongoServerError(
                    ErrorCode.FailedToParse,
                    "The embedded store has no updates by aggregation pipelines. Use a real MongoDB for them.");
        }
    }

    /// The answers to the statements, put together.
    private static final class UpdateResult {
        private final List<Document> upserted = new ArrayList<>();
        private final List<Document> errors = new ArrayList<>();
        private int matched;
        private int modified;

        void add(int index, Document answer, Optional<chat.parley.embedded.mongo.index.UniqueViolation> violation) {
            matched += Fields.get(answer, "n", Integer.class);
            modified += Fields.get(answer, "nModified", Integer.class);
            collect(answer, "upserted", index, upserted);
            collect(answer, "writeErrors", index, errors);
            violation.ifPresent(reason -> Errors.explain(errors.getLast(), reason));
        }

        private static void collect(Document answer, String field, int index, List<Document> into) {
            if (answer.containsKey(field)) {
                for (Document part : Fields.documents(answer, field)) {
                    part.put("index", index);
                    into.add(part);
                }
            }
        }

        boolean hasErrors() {
            return !errors.isEmpty();
        }

        Document answer() {
            Document answer = new Document("n", matched).append("nModified", modified);
            if (!upserted.isEmpty()) {
                answer.put("upserted", upserted);
            }
            return withErrors(answer, errors);
        }
    }
}
