package chat.parley.messaging.live;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What this installation decides about live connections.
///
/// @param origins pages from which they may be opened, exactly as browsers write them: `https://chat.example.org`
/// @param maxConnections of one node, let in or not
@ConfigurationProperties("parley")
record LiveProperties(
        @DefaultValue List<String> origins,
        @DefaultValue("20000") int maxConnections) {
    LiveProperties {
        origins = List.copyOf(origins);
    }
}
