package chat.parley.cli.load;

import chat.parley.cli.live.LiveClient;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What everybody in one run shares.
final class Run {
    private final List<LiveClient> nodes;
    private final MessageNames names;
    private final Measurements measurements;
    private final ScheduledExecutorService timer;
    private final ThreadLocal<FrameScan> scans;
    private final Tally errors = new Tally();
    private final Tally reconnects = new Tally();
    private final Findings findings = new Findings();
    private final AtomicInteger connected = new AtomicInteger();

    Run(List<LiveClient> nodes, MessageNames names, Measurements measurements, ScheduledExecutorService timer) {
        this.nodes = nodes;
        this.names = names;
        this.measurements = measurements;
        this.timer = timer;
        this.scans = ThreadLocal.withInitial(() -> new FrameScan(names));
    }

    /// The node of this attempt of this person: everybody begins at another, and goes on to the next after an end.
    LiveClient node(int person, int attempt) {
        return nodes.get((person + attempt) % nodes.size());
    }

    MessageNames names() {
        return names;
    }

    Measurements measurements() {
        return measurements;
    }

    /// The calling thread's own.
    FrameScan scan() {
        return scans.get();
    }

    /// Refusals and skipped sends, by code.
    Tally errors() {
        return errors;
    }

    /// New connections, by how the one before ended.
    Tally reconnects() {
        return reconnects;
    }

    Findings findings() {
        return findings;
    }

    /// How many are connected now.
    AtomicInteger connected() {
        return connected;
    }

    void later(long millis, Runnable work) {
        var unused = timer.schedule(work, millis, TimeUnit.MILLISECONDS);
    }

    /// What receivers noticed.
    static final class Findings {
        final LongAdder doubled = new LongAdder();
        final LongAdder disordered = new LongAdder();
        final LongAdder repeated = new LongAdder();
        final LongAdder gaps = new LongAdder();
    }
}
