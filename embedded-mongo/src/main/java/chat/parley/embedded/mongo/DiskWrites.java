package chat.parley.embedded.mongo;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import org.h2.mvstore.MVStore;

/// Brings finished commands to the disk; callers that come while one save runs are served together by the next.
final class DiskWrites {
    /// Saves between two looks at how much of the file is garbage.
    private static final int SAVES_PER_CLEANING = 256;
    private static final int TARGET_FILL_PERCENT = 60;
    private static final int CLEANING_BYTES = 4 * 1024 * 1024;

    private final MVStore store;
    private final Lock exclusive;
    private final AtomicLong finished = new AtomicLong();
    private long saved;
    private int savesSinceCleaning;

    DiskWrites(MVStore store, Lock exclusive) {
        this.store = store;
        this.exclusive = exclusive;
    }

    /// Returns when everything that the caller changed before is on the disk.
    void save() {
        long mine = finished.incrementAndGet();
        exclusive.lock();
        try {
            if (saved < mine) {
                saveAll();
            }
        } finally {
            exclusive.unlock();
        }
    }

    private void saveAll() {
        long upTo = finished.get();
        store.commit();
        store.sync();
        saved = upTo;
        savesSinceCleaning++;
        if (savesSinceCleaning >= SAVES_PER_CLEANING) {
            savesSinceCleaning = 0;
            clean();
        }
    }

    /// Moves what still lives out of nearly dead parts of the file, so that their room is used again.
    private void clean() {
        if (store.compact(TARGET_FILL_PERCENT, CLEANING_BYTES)) {
            store.commit();
            store.sync();
        }
    }
}
