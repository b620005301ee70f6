package chat.parley.cli.live;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// How long to wait before the next attempt: full jitter, `random(0, min(30 s, 0.5 s · 2^n))`, so that many who were
/// cut
/// off together do not come back together.
final class BackOff {
    private static final long BASE_MS = 500;
    private static final long CAP_MS = 30_000;
    private static final int STEPS = 10;

    private final DoubleSupplier random;
    private int attempts;

    /// @param random numbers in `[0, 1)`
    BackOff(DoubleSupplier random) {
        this.random = random;
    }

    /// The wait after one more failure.
    Duration next() {
        long most = Math.min(CAP_MS, BASE_MS << Math.min(attempts, STEPS));
        attempts++;
        return Duration.ofMillis((long) (random.getAsDouble() * most));
    }

    /// It worked.
    void reset() {
        attempts = 0;
    }
}
