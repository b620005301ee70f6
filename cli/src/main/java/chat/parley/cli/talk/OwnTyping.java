package chat.parley.cli.talk;

import java.time.Duration;
import java.util.function.Consumer;

/// Tells others that one is writing: at the first key, every three seconds while keys go on, and when it is sent. Safe
/// from any thread.
final class OwnTyping {
    private static final long EVERY_NANOS = Duration.ofSeconds(3).toNanos();

    private final Consumer<Boolean> tell;
    private boolean told;
    private long toldAt;

    OwnTyping(Consumer<Boolean> tell) {
        this.tell = tell;
    }

    synchronized void pressed(long now) {
        if (!told || now - toldAt >= EVERY_NANOS) {
            told = true;
            toldAt = now;
            tell.accept(true);
        }
    }

    synchronized void sent() {
        if (told) {
            told = false;
            tell.accept(false);
        }
    }
}
