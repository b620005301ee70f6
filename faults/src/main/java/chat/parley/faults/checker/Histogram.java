package chat.parley.faults.checker;

import java.time.Duration;

/// Counts durations in classes whose bounds double, from 1 ms; the classes' upper bounds answer for quantiles.
final class Histogram {
    private static final int CLASSES = 40;
    private static final long FIRST = 1_000_000;

    private final long[] counts = new long[CLASSES];
    private long total;
    private long max;

    void add(long nanos) {
        long units = Math.max(0, nanos) / FIRST;
        counts[Math.min(CLASSES - 1, Long.SIZE - Long.numberOfLeadingZeros(units))]++;
        total++;
        max = Math.max(max, nanos);
    }

    Lag lag() {
        return new Lag(total, quantile(0.5), quantile(0.99), Duration.ofNanos(max));
    }

    private Duration quantile(double share) {
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < CLASSES; i++) {
            seen += counts[i];
            if (seen >= wanted && wanted > 0) {
                return Duration.ofNanos(Math.min(max, FIRST << i));
            }
        }
        return Duration.ZERO;
    }
}
