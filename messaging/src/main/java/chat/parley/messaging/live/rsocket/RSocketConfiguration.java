package chat.parley.messaging.live.rsocket;

import chat.parley.edge.token.PublicPaths;
import chat.parley.messaging.live.Gatekeeper;
import chat.parley.messaging.live.Handshake;
import chat.parley.messaging.live.LiveConnections;
import chat.parley.messaging.outbound.Outbound;
import java.net.InetSocketAddress;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/// Puts the RSocket edge together.
@Configuration(proxyBeanMethods = false)
class RSocketConfiguration {
    private static final String PATH = "/rsocket";

    @Bean
    PublicPaths rsocketPaths() {
        return PublicPaths.of(PATH);
    }

    @Bean
    RSocketEndpoint rsocketEndpoint(LiveConnections connections, Outbound outbound) {
        return new RSocketEndpoint(connections, outbound);
    }

    @Bean
    SimpleUrlHandlerMapping rsocketMapping(Gatekeeper gatekeeper, RSocketEndpoint endpoint) {
        Handshake handshake = new Handshake(gatekeeper, (address, in, out) -> endpoint.webSocket(in, address));
        return new SimpleUrlHandlerMapping(Map.of(PATH, handshake), Ordered.HIGHEST_PRECEDENCE);
    }

    /// Not where the port is negative.
    @Bean
    @ConditionalOnExpression("${parley.rsocket-port} >= 0")
    RSocketListener rsocketListener(
            RSocketEndpoint endpoint,
            ReactorResourceFactory resources,
            @Value("${server.address:0.0.0.0}") String host,
            @Value("${parley.rsocket-port}") int port) {
        return new RSocketListener(endpoint, resources, new InetSocketAddress(host, port));
    }
}
