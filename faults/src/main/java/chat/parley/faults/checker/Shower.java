package chat.parley.faults.checker;

import chat.parley.faults.history.Event;
import java.time.Duration;

/// What one observer shows of one person.
final class Shower {
    private static final long MENDED_WITHIN = Duration.ofSeconds(5).toNanos();

    private boolean online;
    private boolean reported;
    private long since;
    private long line;

    void show(long atLine, Event event) {
        boolean now = event.seq() == 1;
        if (line == 0 || now != online) {
            since = event.t();
            reported = false;
        }
        online = now;
        line = atLine;
    }

    /// Whether it is wrong, past every excuse; true once until it changes.
    boolean isWrongAt(long t, Standing truth, long excusedUntil) {
        boolean wrong = line > 0
                && !reported
                && online != truth.isOnline()
                && t > Math.max(excusedUntil, Math.max(truth.knownBy(), since + MENDED_WITHIN));
        reported |= wrong;
        return wrong;
    }

    long line() {
        return line;
    }

    String text() {
        return online ? "online" : "offline";
    }
}
