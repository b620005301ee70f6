package chat.parley.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that a load test found.
///
/// @param title what was done, in a line
/// @param settings what was asked for, in order
/// @param seconds how long was measured
/// @param sends acknowledged meanwhile
/// @param deliveries meanwhile, to everybody
/// @param offered messages that were due meanwhile
/// @param reconnects by how the connection before ended
/// @param errors refused and skipped sends, by code
/// @param server absent when nobody named its processes
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadReport(
        String title,
        Instant startedAt,
        Map<String, String> settings,
        double seconds,
        long offered,
        long sends,
        long deliveries,
        Latency sendToAck,
        Latency sendToDeliver,
        Integrity integrity,
        Map<String, Long> reconnects,
        Map<String, Long> errors,
        int connections,
        @Nullable ServerCost server,
        List<Moment> moments) {
    public LoadReport {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        reconnects = Collections.unmodifiableMap(new LinkedHashMap<>(reconnects));
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
        moments = List.copyOf(moments);
    }

    /// A second, while it was measured.
    public double perSecond(long count) {
        return seconds <= 0 ? 0 : count / seconds;
    }
}
