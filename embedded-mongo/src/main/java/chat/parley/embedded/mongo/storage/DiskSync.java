package chat.parley.embedded.mongo.storage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// Forces the write-ahead log to the disk; who comes while one sync runs is served, with all others, by the next.
final class DiskSync {
    private final RocksDB database;
    private final Lock alone = new ReentrantLock();
    private final AtomicLong asked = new AtomicLong();
    private long done;

    DiskSync(RocksDB database) {
        this.database = database;
    }

    /// Returns when everything that this thread has written before would survive a power cut.
    void await() {
        long mine = asked.incrementAndGet();
        alone.lock();
        try {
            if (done < mine) {
                syncAll();
            }
        } finally {
            alone.unlock();
        }
    }

    private void syncAll() {
        long upTo = asked.get();
        try {
            database.syncWal();
        } catch (RocksDBException e) {
            throw new StorageFailure("Cannot write to the disk", e);
        }
        done = upTo;
    }
}
