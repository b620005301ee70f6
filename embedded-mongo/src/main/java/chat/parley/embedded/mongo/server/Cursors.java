package chat.parley.embedded.mongo.server;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import de.bwaldvogel.mongo.exception.CursorNotFoundException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// The cursors that clients have not read to their ends. One that nobody asks for ten minutes is closed, as MongoDB
/// does; of more than a thousand, the one that was asked longest ago.
final class Cursors {
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final int MOST = 1_000;

    private final Map<Long, OpenCursor> open = new ConcurrentHashMap<>();
    private final Clock clock;

    Cursors(Clock clock) {
        this.clock = clock;
    }

    /// Gives it a number that cannot be guessed.
    long keep(OpenCursor cursor) {
        long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        open.put(id, cursor);
        if (open.size() > MOST) {
            open.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().lastAsked()))
                    .ifPresent(entry -> close(entry.getKey()));
        }
        return id;
    }

    /// @throws CursorNotFoundException if it was closed, or never was
    OpenCursor get(long id, String namespace) {
        OpenCursor cursor = open.get(id);
        if (cursor == null || !cursor.namespace().equals(namespace)) {
            throw new CursorNotFoundException(id);
        }
        return cursor;
    }

    /// Whether there was such a cursor.
    @CanIgnoreReturnValue
    boolean close(long id) {
        OpenCursor cursor = open.remove(id);
        if (cursor != null) {
            cursor.close();
        }
        return cursor != null;
    }

    void closeIdle() {
        Instant since = clock.instant().minus(IDLE);
        open.forEach((id, cursor) -> {
            if (cursor.lastAsked().isBefore(since)) {
                close(id);
            }
        });
    }

    void closeAll() {
        open.keySet().forEach(this::close);
    }

    int count() {
        return open.size();
    }
}
