package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes documents whose time has come, every minute as MongoDB does. On a thread of its own.
final class Expiry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    /// Writers wait no longer than for these.
    private static final int AT_ONCE = 500;

    private final EmbeddedBackend backend;
    private final Clock clock;
    /// Those of which the log knows.
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("mongo-expiry").factory());

    Expiry(EmbeddedBackend backend, Clock clock) {
        this.backend = backend;
        this.clock = clock;
        var unused = thread.scheduleWithFixedDelay(
                this::sweepQuietly, BETWEEN.toSeconds(), BETWEEN.toSeconds(), TimeUnit.SECONDS);
    }

    private void sweepQuietly() {
        try {
            backend.sweep();
        } catch (RuntimeException e) {
            LOG.warn("Nothing expires; trying again in a minute", e);
        }
    }

    /// An index that fails is left for the next time, and does not keep others waiting.
    void sweep() {
        for (StoredDatabase database : backend.databases()) {
            database.expiring().forEach(index -> attempt(database.getDatabaseName(), index));
        }
    }

    private void attempt(String database, Document index) {
        String name = index.get("ns") + " " + index.get("name");
        try {
            sweep(database, index);
            failing.remove(name);
        } catch (RuntimeException e) {
            if (failing.add(name)) {
                LOG.warn("Nothing expires by the index {}; trying again every minute", name, e);
            }
        }
    }

    private void sweep(String database, Document index) {
        String namespace = Fields.get(index, "ns", String.class);
        String field =
                Fields.get(index, "key", Document.class).keySet().iterator().next();
        long seconds = Fields.get(index, "expireAfterSeconds", Number.class).longValue();
        Document expired =
                new Document(field, new Document("$lt", clock.instant().minusSeconds(seconds)));
        String collection = namespace.substring(database.length() + 1);
        int removed = AT_ONCE;
        while (removed == AT_ONCE && !closed) {
            removed = backend.expire(database, collection, expired, AT_ONCE);
        }
    }

    /// Waits for the part that is just being removed; the rest expires when the store is open again.
    @Override
    public void close() {
        closed = true;
        thread.close();
    }
}
