package chat.parley.embedded.mongo.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Who may write when: one command at a time into a collection, and nobody else while collections or indexes come and
/// go. Readers ask nobody.
final class Writers {
    private final ReadWriteLock schema = new ReentrantReadWriteLock();
    /// One for each collection that was ever written to.
    private final Map<String, Lock> collections = new ConcurrentHashMap<>();

    /// Writes into a collection that exists.
    <T> T into(String namespace, Supplier<T> work) {
        return holding(schema.readLock(), () -> holding(lockOf(namespace), work));
    }

    /// Changes what there is.
    <T> T alone(Supplier<T> work) {
        return holding(schema.writeLock(), work);
    }

    private Lock lockOf(String namespace) {
        return collections.computeIfAbsent(namespace, name -> new ReentrantLock());
    }

    private static <T> T holding(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
