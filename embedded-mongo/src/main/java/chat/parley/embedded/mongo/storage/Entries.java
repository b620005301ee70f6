package chat.parley.embedded.mongo.storage;

import chat.parley.embedded.mongo.key.KeyRange;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/// A cursor over entries in the order of their keys.
public final class Entries implements AutoCloseable {
    private final RocksIterator iterator;

    Entries(RocksIterator iterator) {
        this.iterator = iterator;
    }

    /// Goes to the first entry of the range, or to its last one; says whether there is one.
    public boolean first(KeyRange range, boolean backwards) {
        if (backwards) {
            iterator.seekForPrev(range.to());
            if (isAt(range.to())) {
                iterator.prev();
            }
        } else {
            iterator.seek(range.from());
        }
        return isWithin(range);
    }

    /// Goes to the next entry of the range, or to the one before; says whether there is one.
    public boolean next(KeyRange range, boolean backwards) {
        if (backwards) {
            iterator.prev();
        } else {
            iterator.next();
        }
        return isWithin(range);
    }

    /// The key of the entry.
    public byte[] key() {
        return iterator.key();
    }

    /// The value of the entry.
    public byte[] value() {
        return iterator.value();
    }

    @Override
    public void close() {
        iterator.close();
    }

    private boolean isAt(byte[] key) {
        return iterator.isValid() && java.util.Arrays.equals(iterator.key(), key);
    }

    private boolean isWithin(KeyRange range) {
        if (!iterator.isValid()) {
            check();
            return false;
        }
        return range.contains(iterator.key());
    }

    private void check() {
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw new StorageFailure("Cannot read", e);
        }
    }
}
