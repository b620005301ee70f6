package chat.parley.embedded.mongo.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder with a RocksDB in it. Threads: any number, each with its own views; at most one change a thread.
public final class Storage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final String DATABASE = "db";
    /// How RocksDB begins when another process has the folder, or this one. A path comes only behind it.
    private static final Set<String> LOCKED = Set.of("While lock file", "lock hold by current process");

    private final Path folder;
    private final Tuning tuning = new Tuning();
    private final WriteOptions inTheLog = new WriteOptions();
    private final ReadOptions ofTheLatest = new ReadOptions();
    private final RocksDB database;
    private final Snapshots snapshots;
    private final DiskSync disk;
    private final Tables tables;
    /// Of this store: a thread may write to several.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Change> current = new ThreadLocal<>();

    static {
        RocksDB.loadLibrary();
    }

    private Storage(Path folder) {
        this.folder = folder;
        try {
            database = RocksDB.open(tuning.options(), folder.resolve(DATABASE).toString());
        } catch (RocksDBException e) {
            closeOptions();
            throw unusable(folder, e);
        }
        snapshots = new Snapshots(database);
        disk = new DiskSync(database);
        boolean loaded = false;
        try (View view = snapshots.take()) {
            tables = new Tables(view, this::purge);
            loaded = true;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | StorageFailure e) {
            throw notUnderstood(e);
        } finally {
            if (!loaded) {
                close();
            }
        }
    }

    /// Takes away what a killed process has begun: indexes that were not complete, entries without a table.
    private Storage tidied() {
        boolean done = false;
        try {
            inChange(() -> {
                tables.dropIncomplete(change());
                return true;
            });
            purgeNameless();
            done = true;
            return this;
        } catch (StorageFailure e) {
            throw notUnderstood(e);
        } finally {
            if (!done) {
                close();
            }
        }
    }

    /// Opens the folder, or makes a new one of it if it is empty or does not exist.
    ///
    /// @throws UnusableFolder if another process has it, it holds something else, or it is damaged
    public static Storage open(Path folder) {
        DataFormat.claim(folder);
        DataFormat.refuseToBeginAnew(folder, folder.resolve(DATABASE));
        return new Storage(folder).tidied();
    }

    /// Puts a backup into a folder that is empty or does not exist. All of it is read once: whoever restores needs to
    /// know now whether the backup is whole.
    ///
    /// @throws UnusableFolder if either folder is not as it must be, or the backup is damaged
    public static void restore(Path backup, Path folder) {
        if (!Files.isDirectory(backup.resolve(DATABASE))) {
            throw new UnusableFolder("There is no backup in " + backup + ".");
        }
        DataFormat.claim(backup);
        DataFormat.claim(folder);
        if (Files.exists(folder.resolve(DATABASE))) {
            throw new UnusableFolder("There is data in " + folder + " already. Restore into an empty folder.");
        }
        FolderCopy.make(backup.resolve(DATABASE), folder.resolve(DATABASE), copy -> verify(copy, backup));
    }

    private static void verify(Path copy, Path backup) {
        try (Tuning tuning = new Tuning();
                RocksDB database = RocksDB.openReadOnly(tuning.options(), copy.toString())) {
            database.verifyChecksum();
        } catch (RocksDBException e) {
            throw new UnusableFolder(
                    "The backup in " + backup + " is damaged (" + e.getMessage() + "). Use another one.", e);
        }
    }

    /// What this thread sees: its running change, or else what is committed now.
    public View view() {
        Change running = current.get();
        return running == null ? snapshots.take() : new Borrowed(running);
    }

    /// The running change of this thread.
    public Change change() {
        return Objects.requireNonNull(current.get(), "outside of a change");
    }

    /// Whether this thread has a running change.
    public boolean isChanging() {
        return current.get() != null;
    }

    /// Writes all that `work` changes, or nothing when it fails. When it returns, a killed process has it still.
    @CanIgnoreReturnValue
    public <T> T inChange(Supplier<T> work) {
        if (isChanging()) {
            return work.get();
        }
        try (Change change = new Change(database, ofTheLatest)) {
            current.set(change);
            boolean written = false;
            try {
                T result = work.get();
                change.write(inTheLog);
                // From here on it is done, whatever fails: what was dropped must not come back in memory only.
                written = true;
                change.settle();
                return result;
            } finally {
                current.remove();
                if (!written) {
                    change.rollback();
                }
            }
        }
    }

    /// Writes something at once, beside the running change, which will name it only at its end.
    public void beside(Runnable work) {
        Change running = current.get();
        current.remove();
        try {
            inChange(() -> {
                work.run();
                return true;
            });
        } finally {
            current.set(running);
        }
    }

    /// Returns when everything that this thread has written would survive a power cut.
    public void sync() {
        disk.await();
    }

    /// How large the files are, without the write-ahead log.
    public long bytesOnDisk() {
        try {
            return database.getLongProperty("rocksdb.total-sst-files-size");
        } catch (RocksDBException e) {
            throw new StorageFailure("Cannot tell its size", e);
        }
    }

    /// Which tables there are.
    public Tables tables() {
        return tables;
    }

    /// Copies everything as it is now into a new folder, while all goes on. On the same disk it takes little room: most
    /// files are shared.
    ///
    /// @throws UnusableFolder if the folder is not empty
    public void backup(Path folder) {
        DataFormat.claim(folder);
        if (Files.exists(folder.resolve(DATABASE))) {
            throw new UnusableFolder("There is a backup in " + folder + " already. Use another folder.");
        }
        try (Checkpoint checkpoint = Checkpoint.create(database)) {
            checkpoint.createCheckpoint(folder.resolve(DATABASE).toString());
        } catch (RocksDBException e) {
            throw new StorageFailure("Cannot make a backup in " + folder, e);
        }
    }

    /// Views must have been closed before.
    @Override
    public void close() {
        database.close();
        closeOptions();
    }

    private void closeOptions() {
        inTheLog.close();
        ofTheLatest.close();
        tuning.close();
    }

    /// Nobody finds these entries any more. If they cannot be removed now, they are when the store opens next.
    private void purge(Table table) {
        try {
            database.deleteRange(inTheLog, table.range().from(), table.range().to());
        } catch (RocksDBException e) {
            LOG.warn("Cannot remove what was dropped; it goes at the next start", e);
        }
    }

    /// What to say when this store opened, but what is in it makes no sense.
    public UnusableFolder notUnderstood(RuntimeException reason) {
        return reason instanceof StorageFailure failure && !failure.isDamage()
                ? UnusableFolder.failing(folder, reason)
                : UnusableFolder.damaged(folder, reason);
    }

    /// What was dropped, or begun, just before the process died.
    private void purgeNameless() {
        Set<Integer> named = tables.ids();
        try (View view = snapshots.take();
                Entries entries = view.entries()) {
            Table next = new Table(new byte[0], 1);
            while (entries.first(next.toTheEnd(), false)) {
                Table found = Table.of(entries.key());
                if (!named.contains(found.id())) {
                    purge(found);
                }
                next = new Table(new byte[0], found.id() + 1);
            }
        }
    }

    private static UnusableFolder unusable(Path folder, RocksDBException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        if (LOCKED.stream().anyMatch(message::startsWith)) {
            return new UnusableFolder(
                    "The data folder " + folder + " is in use by another process. Stop that first.", e);
        }
        return isDamage(e) ? UnusableFolder.damaged(folder, e) : UnusableFolder.failing(folder, e);
    }

    static boolean isDamage(RocksDBException e) {
        Status status = e.getStatus();
        return status != null && status.getCode() == Status.Code.Corruption;
    }

    /// A running change, seen by a reader who must not end it.
    private record Borrowed(Change change) implements View {
        @Override
        public byte @Nullable [] get(byte[] key) {
            return change.get(key);
        }

        @Override
        public Entries entries() {
            return change.entries();
        }

        @Override
        public void close() {
            // Ends with the change.
        }
    }
}
