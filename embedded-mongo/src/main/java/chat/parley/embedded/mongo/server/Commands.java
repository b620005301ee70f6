package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.Answer;
import chat.parley.embedded.mongo.query.Documents;
import chat.parley.embedded.mongo.query.FilterCheck;
import chat.parley.embedded.mongo.query.Query;
import chat.parley.embedded.mongo.storage.Storage;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The commands that this store answers in its own way; all others are those of the library.
final class Commands {
    private static final String PRIMARY = "_id_";
    private static final int DISTINCT_TOO_LARGE = 17217;
    private static final int NAMESPACE_NOT_FOUND = 26;

    private final Cursors cursors;
    private final Clock clock;
    private final DatabaseResolver databases;
    private final Storage storage;

    Commands(Cursors cursors, Clock clock, DatabaseResolver databases, Storage storage) {
        this.storage = storage;
        this.cursors = cursors;
        this.clock = clock;
        this.databases = databases;
    }

    /// @param library answers in its way
    Document handle(StoredDatabase database, String command, Document query, UnaryOperator<Document> library) {
        Object target = Fields.get(query, command, Object.class);
        if (query.containsKey("hint")) {
            database.collection(target)
                    .ifPresent(collection -> Hint.check(query, database.indexesOf(collection.getCollectionName())));
        }
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "find" -> find(database, query);
            case "insert" -> WriteCommands.insert(query, library);
            case "update" -> WriteCommands.update(query, () -> database.collection(target), library);
            case "delete" -> WriteCommands.delete(query, storage, library);
            case "aggregate" -> aggregate(database, target, query, library);
            case "count" -> count(query, library);
            case "distinct" -> distinct(library.apply(query));
            case "drop" -> drop(database.collection(target), query, library);
            case "createindexes" -> createIndexes(query, library);
            case "explain" -> explain(database, Fields.get(query, command, Document.class));
            case "dropindexes", "deleteindexes" ->
                dropIndexes(database, target, Fields.get(query, "index", Object.class));
            default -> library.apply(query);
        };
    }

    private static Document count(Document query, UnaryOperator<Document> library) {
        FilterCheck.check(Fields.get(query, "query", Document.class, new Document()));
        long ignored = FindCommand.number(query, "skip", 0);
        return library.apply(query);
    }

    private static Document drop(
            Optional<StoredCollection> collection, Document query, UnaryOperator<Document> library) {
        if (collection.isEmpty()) {
            throw new MongoServerError(NAMESPACE_NOT_FOUND, "NamespaceNotFound", "ns not found");
        }
        return library.apply(query);
    }

    /// All of it must fit one answer.
    private static Document distinct(Document answer) {
        try {
            int ignored = Records.size(answer);
            return answer;
        } catch (MongoServerError e) {
            throw Records.isTooLarge(e) ? new MongoServerError(DISTINCT_TOO_LARGE, "distinct too big, 16mb cap") : e;
        }
    }

    /// A description tells no other collection than the command's.
    private static Document createIndexes(Document query, UnaryOperator<Document> library) {
        List<Document> indexes = Fields.documents(query, "indexes");
        if (indexes.isEmpty()) {
            throw new MongoServerError(ErrorCode.BadValue, "Must specify at least one index to create");
        }
        indexes.forEach(index -> index.remove("ns"));
        return library.apply(query);
    }

    private Document aggregate(
            StoredDatabase database, Object target, Document query, UnaryOperator<Document> library) {
        return database.collection(target)
                .filter(collection -> !AggregateCommand.isForTheLibrary(query))
                .map(collection -> aggregate(database, collection, AggregateCommand.parse(query)))
                .orElseGet(() -> library.apply(query));
    }

    private Document aggregate(StoredDatabase database, StoredCollection collection, AggregateCommand command) {
        Pipeline pipeline = new Pipeline(command.stages(), database, Optional.of(collection), databases);
        pipeline.parse().validate(new Document("cursor", new Document()));
        Documents answer = Aggregated.run(collection, pipeline);
        return open(collection.getFullName(), answer, UnaryOperator.identity(), command.batch(), false);
    }

    private Document find(StoredDatabase database, Document command) {
        FindCommand find = FindCommand.parse(command);
        String name = Fields.get(command, "find", String.class);
        return database.collection(name)
                .map(collection -> find(collection, find))
                .orElseGet(() -> cursor(0, database.getDatabaseName() + "." + name, "firstBatch", List.of()));
    }

    private Document find(StoredCollection collection, FindCommand find) {
        return open(
                collection.getFullName(),
                collection.find(find.query()),
                batch -> collection.project(batch, find.fields()),
                find.batch(),
                find.single());
    }

    /// The first batch, and a cursor for what is left.
    private Document open(
            String namespace, Documents answer, UnaryOperator<List<Document>> projection, int size, boolean single) {
        long id = 0;
        try {
            OpenCursor cursor = new OpenCursor(namespace, answer, projection, clock);
            List<Document> batch = size == 0 ? List.of() : cursor.take(size);
            if (!cursor.isAtEnd() && !single) {
                id = cursors.keep(cursor);
            }
            return cursor(id, namespace, "firstBatch", batch);
        } finally {
            if (id == 0) {
                answer.close();
            }
        }
    }

    /// @throws de.bwaldvogel.mongo.exception.CursorNotFoundException if there is no such cursor
    Document getMore(String database, Document command) {
        long id = Fields.get(command, "getMore", Number.class).longValue();
        String namespace = database + "." + command.get("collection");
        OpenCursor cursor = cursors.get(id, namespace);
        List<Document> batch = take(cursor, id, FindCommand.batchSize(command, 0));
        if (cursor.isAtEnd()) {
            cursors.close(id);
            return cursor(0, namespace, "nextBatch", batch);
        }
        return cursor(id, namespace, "nextBatch", batch);
    }

    /// One that fails is of no use any more.
    private List<Document> take(OpenCursor cursor, long id, int size) {
        boolean taken = false;
        try {
            List<Document> batch = cursor.take(size);
            taken = true;
            return batch;
        } finally {
            if (!taken) {
                cursors.close(id);
            }
        }
    }

    Document killCursors(Document command) {
        List<Object> killed = new ArrayList<>();
        List<Object> unknown = new ArrayList<>();
        for (Object id : Fields.get(command, "cursors", List.class)) {
            (cursors.close(((Number) id).longValue()) ? killed : unknown).add(id);
        }
        return new Document("cursorsKilled", killed)
                .append("cursorsNotFound", unknown)
                .append("cursorsAlive", List.of())
                .append("cursorsUnknown", List.of())
                .append("ok", 1.0);
    }

    private static Document explain(StoredDatabase database, Document command) {
        String name = Fields.get(command, command.keySet().iterator().next(), String.class);
        String namespace = database.getDatabaseName() + "." + name;
        Query query = Explanation.queryOf(command);
        return database.collection(name)
                .map(collection -> explain(collection, query))
                .orElseGet(() -> Explanation.ofNothing(namespace));
    }

    private static Document explain(StoredCollection collection, Query query) {
        try (Answer answer = collection.find(query)) {
            return Explanation.of(collection.getFullName(), query, answer);
        }
    }

    private static Document dropIndexes(StoredDatabase database, Object name, Object index) {
        StoredCollection collection = database.collection(name)
                .orElseThrow(
                        () -> new MongoServerError(NAMESPACE_NOT_FOUND, "NamespaceNotFound", "ns not found " + name));
        List<Document> all = database.indexesOf(collection.getCollectionName());
        List<Document> chosen =
                all.stream().filter(description -> isChosen(description, index)).toList();
        if (chosen.isEmpty() && !"*".equals(index)) {
            throw new IndexNotFoundException("index not found with name [" + index + "]");
        }
        if (chosen.stream().anyMatch(description -> PRIMARY.equals(description.get("name")))) {
            throw new MongoServerError(ErrorCode.InvalidOptions, "cannot drop _id index");
        }
        database.dropIndexes(collection, chosen);
        return new Document("nIndexesWas", all.size()).append("ok", 1.0);
    }

    private static boolean isChosen(Document description, Object index) {
        if ("*".equals(index)) {
            return !PRIMARY.equals(description.get("name"));
        }
        return index.equals(description.get("name"))
                || (index instanceof Document keys && keys.equals(description.get("key")));
    }

    private static Document cursor(long id, String namespace, String batchName, List<Document> batch) {
        Document cursor = new Document("id", id).append("ns", namespace).append(batchName, batch);
        return new Document("cursor", cursor).append("ok", 1.0);
    }
}
