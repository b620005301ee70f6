package chat.parley.messaging.live;

import chat.parley.messaging.outbound.Outbound;
import java.time.Duration;
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

    /// How live connections are written to and ended.
    ///
    /// @param framesPerSecond from one connection; twice as many at once
    /// @param strangersPerAddress connections of one address (IPv6: /64) that have not shown a token yet
    /// @param drainWindow over which the closes are spread when this node ends; shorter where there are few
    /// @param outbound straight to the channels, or as frameworks do it, for comparison
    /// @param coalesce whether frames wait up to 2 ms for each other while there is a backlog, and what waits for a
    /// channel goes out
    ///     in one system call; false is for comparisons
    record Live(
            @DefaultValue("30") int framesPerSecond,
            @DefaultValue("100") int strangersPerAddress,
            @DefaultValue("5s") Duration drainWindow,
            @DefaultValue("direct") Way outbound,
            @DefaultValue("true") boolean coalesce) {}

    /// How frames get to WebSockets.
    enum Way {
        DIRECT,
        PLAIN;

        SocketWires wires(Outbound outbound) {
            return switch (this) {
                case DIRECT -> SocketWires.direct(outbound);
                case PLAIN -> SocketWires.plain();
            };
        }
    }
}
