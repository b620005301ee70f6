package chat.parley.cli.report;

/// What happened in one stretch of the run.
///
/// @param at its end, in seconds since the measurement began
/// @param sends acknowledged, a second
/// @param deliveries a second
/// @param p50 of send → deliver, in microseconds; 0 when nothing came
/// @param p99 likewise
/// @param max likewise
/// @param connected at its end
/// @param cut connections that were cut on purpose in it
public record Moment(
        double at, double sends, double deliveries, long p50, long p99, long max, int connected, int cut) {}
