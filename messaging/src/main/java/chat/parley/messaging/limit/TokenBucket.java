package chat.parley.messaging.limit;

import java.time.Duration;

/// Lets `burst` through at once and `perSecond` in the long run. Safe from any thread.
public final class TokenBucket {
    private final long nanosPerToken;
    private final long capacityNanos;
    private long credit;
    private long last;

    /// @param now in nanoseconds
    public TokenBucket(int perSecond, int burst, long now) {
        nanosPerToken = Duration.ofSeconds(1).toNanos() / perSecond;
        capacityNanos = burst * nanosPerToken;
        credit = capacityNanos;
        last = now;
    }

    /// True when one more may pass at this time (nanoseconds).
    public synchronized boolean take(long now) {
        credit = Math.min(capacityNanos, credit + (now - last));
        last = now;
        if (credit < nanosPerToken) {
            return false;
        }
        credit -= nanosPerToken;
        return true;
    }

    /// How long until the next one may pass, in milliseconds, rounded up.
    public synchronized long waitMillis() {
        return Math.max(0, Math.ceilDiv(nanosPerToken - credit, 1_000_000L));
    }
}
