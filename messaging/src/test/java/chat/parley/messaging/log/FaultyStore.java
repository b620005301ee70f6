package chat.parley.messaging.log;

import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Mono;

/// The real store, until a test says how the next inserts end.
final class FaultyStore extends LogStore {
    private final Queue<InsertFailure.Kind> faults = new ConcurrentLinkedQueue<>();
    private volatile boolean throwing;

    FaultyStore(MongoDatabase database) {
        super(database);
    }

    /// The next insert throws instead of failing.
    void throwAtTheNextInsert() {
        throwing = true;
    }

    /// The next inserts end like this, one after the other, and write nothing.
    void failInserts(InsertFailure.Kind... kinds) {
        faults.addAll(List.of(kinds));
    }

    @Override
    Mono<Void> insert(List<StoredEntry> batch) {
        if (throwing) {
            throwing = false;
            throw new IllegalStateException("as the test wants it");
        }
        InsertFailure.Kind fault = faults.poll();
        return fault == null ? super.insert(batch) : Mono.error(failure(fault, batch));
    }

    private static InsertFailure failure(InsertFailure.Kind kind, List<StoredEntry> batch) {
        int written = kind == InsertFailure.Kind.UNKNOWN ? batch.size() : 0;
        return new InsertFailure(kind, written, new IllegalStateException("as the test wants it"));
    }
}
