package chat.parley.cli.report;

import java.util.List;

/// How long something took, over all its occurrences. Microseconds.
///
/// @param count of the occurrences
/// @param curve the latency that so many hundredths of them stayed within, growing
public record Latency(long count, long p50, long p90, long p99, long p999, long max, List<Point> curve) {
    public Latency {
        curve = List.copyOf(curve);
    }

    /// @param percentile 0 to 100
    public record Point(double percentile, long micros) {}
}
