package chat.parley.cli.report;

/// What the run cost the server, from the counters of its processes.
///
/// @param cpuSeconds while it was measured
/// @param perMillion CPU seconds for a million deliveries
/// @param rssBefore resident memory before anybody connected, in bytes
/// @param rssAfter at the end
/// @param rssPerConnection their difference for each connection, in bytes
public record ServerCost(double cpuSeconds, double perMillion, long rssBefore, long rssAfter, long rssPerConnection) {}
