package chat.parley.contract;

import java.time.Duration;
import java.util.List;

/// Of measured times.
final class Percentile {
    private Percentile() {}

    /// The smallest that 99 of 100 do not exceed; zero of none.
    static Duration p99(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
    }
}
