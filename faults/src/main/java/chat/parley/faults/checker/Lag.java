package chat.parley.faults.checker;

import java.time.Duration;

/// How long entries took from the send's first try until a client showed them.
///
/// @param shown how many times an entry was shown
/// @param median rounded up to the next power of two milliseconds, as `p99`
public record Lag(long shown, Duration median, Duration p99, Duration max) {}
