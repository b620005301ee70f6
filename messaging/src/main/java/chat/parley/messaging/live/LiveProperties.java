package chat.parley.messaging.live;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What this installation decides about live connections.
///
/// @param origins pages from which they may be opened, exactly as browsers write them: `https://chat.example.org`
/// @param maxConnections of one node, let in or not
/// @param live how frames are written
@ConfigurationProperties("parley")
record LiveProperties(
        @DefaultValue List<String> origins,
        @DefaultValue("20000") int maxConnections,
        @DefaultValue Live live) {
    LiveProperties {
        origins = List.copyOf(origins);
    }

    /// Switches for comparisons.
    ///
    /// @param coalesce whether frames wait up to 2 ms for each other while there is a backlog
    record Live(@DefaultValue("true") boolean coalesce) {}
}
