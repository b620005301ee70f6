package chat.parley.faults.checker;

import java.util.List;

/// One anomaly found.
///
/// @param what for people
/// @param lines of the history that show it, from 1, ascending
public record Finding(Anomaly anomaly, String what, List<Long> lines) {
    public Finding {
        lines = lines.stream().filter(line -> line > 0).distinct().sorted().toList();
    }
}
