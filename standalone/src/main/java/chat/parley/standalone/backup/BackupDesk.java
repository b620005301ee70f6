package chat.parley.standalone.backup;

import chat.parley.embedded.mongo.EmbeddedMongo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the backups that another process asks for: with a file in the data folder, which only its owner can write.
/// Looks every second.
public final class BackupDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackupDesk.class);
    private static final long LOOK_EVERY_MS = 1_000;

    private final Slips slips;
    private final EmbeddedMongo mongo;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("backup-desk").factory());

    /// Opens at once.
    ///
    /// @param desk the folder for requests and answers
    public BackupDesk(Path desk, EmbeddedMongo mongo) {
        slips = new Slips(desk);
        this.mongo = mongo;
        slips.clear();
        var unused = thread.scheduleWithFixedDelay(this::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            for (String number : slips.requests()) {
                slips.answer(number, backup(slips.take(number)));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("A backup could not be answered", e);
        }
    }

    private String backup(Path target) {
        try {
            mongo.backup(target);
            LOG.info("Backup made in {}", target);
            return Slips.DONE;
        } catch (RuntimeException e) {
            LOG.warn("No backup in {}: {}", target, e.toString());
            return Objects.requireNonNullElse(e.getMessage(), e.toString());
        }
    }

    /// Waits for a backup that is being made.
    @Override
    public void close() {
        thread.close();
    }
}
