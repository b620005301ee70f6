package chat.parley.embedded.mongo.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;

/// What one command writes: all of it or nothing, and visible to its own reads before. For one thread.
public final class Change implements View {
    private final RocksDB database;
    private final WriteBatchWithIndex batch = new WriteBatchWithIndex(true);
    private final ReadOptions options;
    private final Set<Table> touched = new LinkedHashSet<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Deque<Runnable> onRollback = new ArrayDeque<>();
    /// Whether there may be something in the batch; as long as there is not, nobody has to look there.
    private boolean begun;

    /// @param options of all reads; closed by whoever made them
    Change(RocksDB database, ReadOptions options) {
        this.database = database;
        this.options = options;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        try {
            return begun ? batch.getFromBatchAndDB(database, options, key) : database.get(options, key);
        } catch (RocksDBException e) {
            throw new StorageFailure("Cannot read", e);
        }
    }

    @Override
    public Entries entries() {
        return new Entries(batch.newIteratorWithBase(database.newIterator(options), options));
    }

    /// Writes an entry over the one that may be there.
    public void put(byte[] key, byte[] value) {
        begun = true;
        try {
            batch.put(key, value);
        } catch (RocksDBException e) {
            throw new StorageFailure("Cannot write", e);
        }
    }

    /// Takes the entry away that may be there.
    public void delete(byte[] key) {
        begun = true;
        try {
            batch.delete(key);
        } catch (RocksDBException e) {
            throw new StorageFailure("Cannot write", e);
        }
    }

    /// Does something that leaves no trace when it fails, while what was done before stays.
    public <T> T attempt(Supplier<T> work) {
        batch.setSavePoint();
        Map<Table, Table.Counts> counts = new HashMap<>();
        touched.forEach(table -> counts.put(table, table.counted()));
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                takeBack(counts);
            }
        }
    }

    private void takeBack(Map<Table, Table.Counts> counts) {
        try {
            batch.rollbackToSavePoint();
        } catch (RocksDBException e) {
            throw new StorageFailure("Cannot undo", e);
        }
        touched.forEach(table -> table.recount(counts.getOrDefault(table, Table.Counts.NONE)));
    }

    /// What is counted about this table has changed and belongs to the change.
    void touch(Table table) {
        touched.add(table);
    }

    /// Runs after all of it is written.
    void afterCommit(Runnable step) {
        afterCommit.add(step);
    }

    /// Undoes in memory what this change did there, last first, if it is not written.
    void onRollback(Runnable step) {
        onRollback.push(step);
    }

    /// Until this returns, all of it can be taken back.
    void write(WriteOptions how) {
        touched.forEach(table -> put(table.key(), table.record()));
        try {
            if (begun) {
                database.write(how, batch);
            }
        } catch (RocksDBException e) {
            throw new StorageFailure("Cannot write", e);
        }
    }

    /// Follows in memory what was written.
    void settle() {
        touched.forEach(Table::settle);
        afterCommit.forEach(Runnable::run);
    }

    void rollback() {
        touched.forEach(Table::forget);
        onRollback.forEach(Runnable::run);
    }

    @Override
    public void close() {
        batch.close();
    }
}
