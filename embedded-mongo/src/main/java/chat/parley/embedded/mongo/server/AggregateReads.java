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

/// What an aggregation reads: one document after the other, when the library likes. Stages that read other collections
/// ask for their documents on the thread that runs the aggregation just then.
final class AggregateReads implements AutoCloseable {
    /// Null outside of an aggregation.
    private static final ThreadLocal<@Nullable AggregateReads> RUNNING = new ThreadLocal<>();

    private final List<Answer> opened = new ArrayList<>();

    /// Does a part of the aggregation on this thread.
    <T extends @Nullable Object> T during(Supplier<T> work) {
        RUNNING.set(this);
        try {
            return work.get();
        } finally {
            RUNNING.remove();
        }
    }

    /// Whether this thread runs an aggregation.
    static boolean isRunning() {
        return RUNNING.get() != null;
    }

    /// All documents of a collection for the aggregation of this thread.
    static Stream<Document> documents(StoredCollection collection) {
        return Objects.requireNonNull(RUNNING.get()).read(collection, Query.all(new Document()));
    }

    Stream<Document> read(StoredCollection collection, Query query) {
        Answer answer = collection.find(query);
        opened.add(answer);
        return Stream.generate(answer::next)
                .takeWhile(Objects::nonNull)
                .onClose(() -> forget(answer))
                .map(Stored::document);
    }

    private void forget(Answer answer) {
        if (opened.remove(answer)) {
            answer.close();
        }
    }

    @Override
    public void close() {
        opened.forEach(Answer::close);
        opened.clear();
    }
}
