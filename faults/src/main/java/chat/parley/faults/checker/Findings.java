package chat.parley.faults.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Collects what the rules find: all are counted, the first 20 of each kind are kept.
final class Findings {
    private static final int KEPT = 20;

    private final Map<Anomaly, Long> counts = new EnumMap<>(Anomaly.class);
    private final List<Finding> kept = new ArrayList<>();

    void add(Anomaly anomaly, String what, long... lines) {
        if (counts.merge(anomaly, 1L, Long::sum) <= KEPT) {
            kept.add(new Finding(anomaly, what, Arrays.stream(lines).boxed().toList()));
        }
    }

    Map<Anomaly, Long> counts() {
        return Map.copyOf(counts);
    }

    long count(Anomaly anomaly) {
        return counts.getOrDefault(anomaly, 0L);
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }
}
