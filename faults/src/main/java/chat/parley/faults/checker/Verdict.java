package chat.parley.faults.checker;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the checker says about a history.
///
/// @param lines of the history
/// @param found how often each anomaly occurs; those that do not are absent
/// @param findings the first 20 of each, with the lines that show it
public record Verdict(long lines, Counts counts, Map<Anomaly, Long> found, List<Finding> findings, Figures figures) {
    public Verdict {
        found = Map.copyOf(found);
        findings = List.copyOf(findings);
    }

    /// Whether nothing was found.
    public boolean isClean() {
        return found.isEmpty();
    }

    /// Which anomalies were found.
    public Set<Anomaly> anomalies() {
        return found.keySet();
    }
}
