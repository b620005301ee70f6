package chat.parley.faults.checker;

import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// Whether one person is really online: has a connection, on any device.
final class Standing {
    private static final long ORDERLY = Duration.ofSeconds(5).toNanos();
    private static final long LEASE = Duration.ofSeconds(45).toNanos();

    private final Set<String> connections = new HashSet<>();
    private long line;
    private long knownBy;

    void connect(long atLine, Event event) {
        if (connections.isEmpty()) {
            change(atLine, event.t() + ORDERLY);
        }
        connections.add(event.client());
    }

    void disconnect(long atLine, Event event) {
        if (connections.remove(event.client()) && connections.isEmpty()) {
            change(atLine, event.t() + (event.type() == Outcome.OK ? ORDERLY : LEASE));
        }
    }

    boolean isOnline() {
        return !connections.isEmpty();
    }

    /// When everybody must know.
    long knownBy() {
        return knownBy;
    }

    /// Of the last change.
    long line() {
        return line;
    }

    private void change(long atLine, long due) {
        line = atLine;
        knownBy = due;
    }
}
