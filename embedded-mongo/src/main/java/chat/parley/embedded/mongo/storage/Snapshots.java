package chat.parley.embedded.mongo.storage;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/// Views of what was committed at one moment; they hold nobody up.
final class Snapshots {
    private final RocksDB database;

    Snapshots(RocksDB database) {
        this.database = database;
    }

    View take() {
        return new Moment(database);
    }

    private static final class Moment implements View {
        private final RocksDB database;
        private final Snapshot snapshot;
        private final ReadOptions options;

        Moment(RocksDB database) {
            this.database = database;
            snapshot = database.getSnapshot();
            options = new ReadOptions().setSnapshot(snapshot);
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            try {
                return database.get(options, key);
            } catch (RocksDBException e) {
                throw new StorageFailure("Cannot read", e);
            }
        }

        @Override
        public Entries entries() {
            return new Entries(database.newIterator(options));
        }

        @Override
        public void close() {
            options.close();
            database.releaseSnapshot(snapshot);
            snapshot.close();
        }
    }
}
