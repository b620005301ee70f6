package chat.parley.gateway.splice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What sockets may take.
///
/// @param most open sockets of this gateway; each takes two descriptors
/// @param perAddress those of one address; many people may share one
/// @param forHead how long the head of a request for one may take
/// @param silence after which a socket that says nothing in one direction counts as dead; above the 40 s after which
///        messaging itself gives a client up
/// @param drainWindow over which they are ended when the gateway stops
@ConfigurationProperties("parley.gateway.sockets")
record SocketProperties(
        @DefaultValue("9000") int most,
        @DefaultValue("1000") int perAddress,
        @DefaultValue("10s") Duration forHead,
        @DefaultValue("60s") Duration silence,
        @DefaultValue("3s") Duration drainWindow) {}
