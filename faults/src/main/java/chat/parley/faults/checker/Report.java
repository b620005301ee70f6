package chat.parley.faults.checker;

import chat.parley.faults.history.Event;
import chat.parley.faults.history.History;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A verdict as text. Reads the history once more when lines have to be quoted.
record Report(Verdict verdict, History history) {
    void print(PrintStream out) {
        Counts counts = verdict.counts();
        out.printf(
                "attempted %d, acknowledged %d, recovered %d, lost %d, duplicated %d, unexpected %d (%d lines)%n",
                counts.attempted(),
                counts.acknowledged(),
                counts.recovered(),
                counts.lost(),
                counts.duplicated(),
                counts.unexpected(),
                verdict.lines());
        figures(out, verdict.figures());
        if (verdict.isClean()) {
            out.println("No anomaly.");
        } else {
            findings(out);
        }
    }

    private static void figures(PrintStream out, Figures figures) {
        Lag lag = figures.lag();
        out.printf(
                "lag: median %d ms, p99 %d ms, most %d ms over %d; longest gap %d ms; first ok after heal: %s%n",
                lag.median().toMillis(),
                lag.p99().toMillis(),
                lag.max().toMillis(),
                lag.shown(),
                figures.longestGap().toMillis(),
                figures.recoveries());
    }

    private void findings(PrintStream out) {
        Map<Long, Event> quoted = quoted();
        verdict.found().forEach((anomaly, count) -> out.printf("%s: %d%n", anomaly.wire(), count));
        for (Finding finding : verdict.findings()) {
            out.printf("%n%s: %s%n", finding.anomaly().wire(), finding.what());
            finding.lines().forEach(line -> out.printf("  %d: %s%n", line, quoted.get(line)));
        }
    }

    private Map<Long, Event> quoted() {
        Set<Long> wanted = new HashSet<>();
        verdict.findings().forEach(finding -> wanted.addAll(finding.lines()));
        Map<Long, Event> quoted = new HashMap<>();
        history.replay((line, event) -> {
            if (wanted.contains(line)) {
                quoted.put(line, event);
            }
        });
        return quoted;
    }
}
