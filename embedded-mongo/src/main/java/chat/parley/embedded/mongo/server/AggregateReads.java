package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.Answer;
import chat.parley.embedded.mongo.query.Query;
import chat.parley.embedded.mongo.query.Stored;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an aggregation reads of its collection: one document after the other, and only those that its first stage lets
/// through, if that is a `$match`.
final class AggregateReads {
    /// Null outside of an aggregation.
    private static final ThreadLocal<@Nullable Document> FIRST = new ThreadLocal<>();

    private static final ThreadLocal<@Nullable Answer> OPEN = new ThreadLocal<>();

    private AggregateReads() {}

    /// Runs an aggregation on this thread.
    static Document run(List<?> pipeline, Supplier<Document> work) {
        FIRST.set(firstMatch(pipeline));
        try {
            return work.get();
        } finally {
            FIRST.remove();
            close();
        }
    }

    private static Document firstMatch(List<?> pipeline) {
        return !pipeline.isEmpty()
                        && pipeline.getFirst() instanceof Document stage
                        && stage.get("$match") instanceof Document match
                ? match
                : new Document();
    }

    /// The documents for the aggregation of this thread.
    static Stream<Document> documents(StoredCollection collection) {
        close();
        Answer answer = collection.find(Query.all(Objects.requireNonNull(FIRST.get())));
        OPEN.set(answer);
        return Stream.generate(answer::next).takeWhile(Objects::nonNull).map(Stored::document);
    }

    /// Whether this thread runs an aggregation of the collection.
    static boolean isRunning() {
        return FIRST.get() != null;
    }

    private static void close() {
        Answer answer = OPEN.get();
        if (answer != null) {
            answer.close();
            OPEN.remove();
        }
    }
}
