package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.Answer;
import chat.parley.embedded.mongo.query.Query;
import chat.parley.embedded.mongo.query.Stored;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an aggregation reads: one document after the other, and of its own collection only those that its first stage
/// lets through, if that is a `$match`. Other collections, of a `$lookup`, are read as they are.
final class AggregateReads {
    /// Null outside of an aggregation.
    private static final ThreadLocal<@Nullable AggregateReads> RUNNING = new ThreadLocal<>();

    private final StoredCollection target;
    /// All are closed at the end: the streams over them are read when the library likes.
    private final List<Answer> opened = new ArrayList<>();

    private Document first;

    private AggregateReads(StoredCollection target, Document first) {
        this.target = target;
        this.first = first;
    }

    /// Runs an aggregation on this thread.
    static Document run(StoredCollection target, List<?> pipeline, Supplier<Document> work) {
        AggregateReads reads = new AggregateReads(target, firstMatch(pipeline));
        RUNNING.set(reads);
        try {
            return work.get();
        } finally {
            RUNNING.remove();
            reads.opened.forEach(Answer::close);
        }
    }

    private static Document firstMatch(List<?> pipeline) {
        return !pipeline.isEmpty()
                        && pipeline.getFirst() instanceof Document stage
                        && stage.get("$match") instanceof Document match
                ? match
                : new Document();
    }

    /// The documents of a collection for the aggregation of this thread.
    static Stream<Document> documents(StoredCollection collection) {
        return Objects.requireNonNull(RUNNING.get()).read(collection);
    }

    /// Whether this thread runs an aggregation.
    static boolean isRunning() {
        return RUNNING.get() != null;
    }

    private Stream<Document> read(StoredCollection collection) {
        Document filter = collection.equals(target) ? first : new Document();
        // A pipeline within this one may begin with the same collection.
        first = new Document();
        Answer answer = collection.find(Query.all(filter));
        opened.add(answer);
        return Stream.generate(answer::next).takeWhile(Objects::nonNull).map(Stored::document);
    }
}
