package chat.parley.cli.load;

import chat.parley.cli.report.ServerCost;
import org.jspecify.annotations.Nullable;

/// What a run costs the server's processes, where they were named.
final class Costs {
    private final ServerProcess process;
    private final long rssBefore;
    private double cpuBefore;
    private double cpuSeconds;
    private long rssAfter;

    /// Nobody is connected yet.
    Costs(ServerProcess process) {
        this.process = process;
        this.rssBefore = process.rssBytes();
    }

    /// The measurement begins.
    void begin() {
        cpuBefore = process.cpuSeconds();
    }

    /// It ends.
    void end() {
        cpuSeconds = process.cpuSeconds() - cpuBefore;
        rssAfter = process.rssBytes();
    }

    @Nullable
    ServerCost of(long deliveries, int connections) {
        if (!process.named()) {
            return null;
        }
        double perMillion = deliveries == 0 ? 0 : cpuSeconds * 1e6 / deliveries;
        return new ServerCost(cpuSeconds, perMillion, rssBefore, rssAfter, (rssAfter - rssBefore) / connections);
    }
}
