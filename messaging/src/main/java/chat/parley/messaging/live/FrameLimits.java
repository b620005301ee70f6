package chat.parley.messaging.live;

import chat.parley.messaging.limit.TokenBucket;
import java.time.Duration;

/// How much one connection may say. Whoever is refused too often within a while is not listening and has to go. For one
/// thread at a time.
final class FrameLimits {
    private static final int PINGS_PER_SECOND = 2;
    private static final int PINGS_BURST = 20;
    private static final int REFUSALS = 100;
    private static final long WHILE = Duration.ofSeconds(10).toNanos();

    private final TokenBucket frames;
    private final TokenBucket pings;
    private long whileBegan;
    private int refused;

    /// @param framesPerSecond in the long run; twice as many at once
    FrameLimits(int framesPerSecond, long now) {
        frames = new TokenBucket(framesPerSecond, 2 * framesPerSecond, now);
        pings = new TokenBucket(PINGS_PER_SECOND, PINGS_BURST, now);
        whileBegan = now;
    }

    /// What to do with a frame that came now.
    Verdict frame(long now) {
        if (frames.take(now)) {
            return Verdict.PASS;
        }
        if (now - whileBegan > WHILE) {
            whileBegan = now;
            refused = 0;
        }
        refused++;
        return refused > REFUSALS ? Verdict.END : Verdict.REFUSE;
    }

    /// Whether a transport's own ping may pass.
    boolean ping(long now) {
        return pings.take(now);
    }

    /// When a refused frame may be repeated.
    long retryAfterMillis() {
        return frames.waitMillis();
    }

    /// What to do with a frame.
    enum Verdict {
        PASS,
        REFUSE,
        END
    }
}
