package chat.parley.embedded.mongo;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;

/// The H2 store with the one thing added that it lacks: an answered write is on the disk.
///
/// After each writing command the store is committed and forced before the answer leaves. Commands that wait
/// for the disk at the same time share one commit. A commit never falls into the middle of a command, because a
/// document and its index entries are separate maps, and a crash between them would leave one without the other.
final class DurableBackend extends H2Backend {
    /// Small pages: every commit writes the changed leaf of every map again.
    private static final int PAGE_BYTES = 4 * 1024;
    private static final int COMPACT_AT_OPEN_MS = 2_000;
    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findandmodify",
            "create",
            "createindexes",
            "drop",
            "dropindexes",
            "deleteindexes",
            "dropdatabase",
            "renamecollection");

    private final ReadWriteLock commands = new ReentrantReadWriteLock(true);
    private final DiskWrites disk;

    private DurableBackend(MVStore store) {
        super(store);
        disk = new DiskWrites(store, commands.writeLock());
    }

    static DurableBackend open(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .pageSplitSize(PAGE_BYTES)
                .compress()
                .open();
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        store.compactFile(COMPACT_AT_OPEN_MS);
        return new DurableBackend(store);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        String command = message.getDocument().keySet().iterator().next();
        return WRITES.contains(command.toLowerCase(Locale.ROOT)) ? write(message) : super.handleMessage(message);
    }

    private Document write(MongoMessage message) {
        Document answer = change(message);
        disk.save();
        return answer;
    }

    private Document change(MongoMessage message) {
        commands.readLock().lock();
        try {
            return super.handleMessage(message);
        } finally {
            commands.readLock().unlock();
        }
    }
}
