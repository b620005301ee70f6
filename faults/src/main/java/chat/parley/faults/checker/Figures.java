package chat.parley.faults.checker;

import java.time.Duration;
import java.util.List;

/// How lively the system was; figures, not judgements.
///
/// @param recoveries for each heal after which something was sent, the time to the first acknowledgement
/// @param longestGap between two acknowledgements while somebody waited for one
public record Figures(List<Duration> recoveries, Duration longestGap, Lag lag) {
    public Figures {
        recoveries = List.copyOf(recoveries);
    }
}
