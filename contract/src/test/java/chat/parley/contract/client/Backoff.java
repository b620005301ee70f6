package chat.parley.contract.client;

import java.util.concurrent.ThreadLocalRandom;

/// When to connect again: full jitter, or what the server said.
final class Backoff {
    private static final long LONGEST_MS = 30_000;
    private static final long FIRST_MS = 500;
    private static final int STEPS = 6;

    private int failures;
    private long hint = -1;

    void worked() {
        failures = 0;
        hint = -1;
    }

    void failed() {
        failures++;
        hint = -1;
    }

    void ended(End end) {
        failures++;
        hint = end.reconnectAfterMs();
    }

    /// Milliseconds until the next attempt.
    long next() {
        if (failures == 0) {
            return 0;
        }
        long most = Math.min(LONGEST_MS, FIRST_MS << Math.min(STEPS, failures - 1));
        return hint >= 0 ? hint : ThreadLocalRandom.current().nextLong(most);
    }
}
