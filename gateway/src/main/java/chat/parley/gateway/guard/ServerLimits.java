package chat.parley.gateway.guard;

import chat.parley.protocol.Limits;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.web.reactive.socket.server.RequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import reactor.netty.http.server.WebsocketServerSpec;

/// Bounds of the connections themselves.
@Configuration(proxyBeanMethods = false)
class ServerLimits {
    private static final Duration WHOLE_REQUEST = Duration.ofSeconds(30);
    private static final Duration BETWEEN_READS = Duration.ofSeconds(10);
    /// Messaging answers frames above the limit with 1009; only what is far above it ends here.
    private static final int FRAME_BYTES = 2 * Limits.FRAME_BYTES;

    /// Cuts off who sends a request byte by byte.
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> patience() {
        return factory -> factory.addServerCustomizers(
                server -> server.requestTimeout(WHOLE_REQUEST).readTimeout(BETWEEN_READS));
    }

    /// Before the one of Spring Cloud Gateway, which gives clients the larger frames that services may send.
    @Bean
    @Primary
    RequestUpgradeStrategy framesFromClients() {
        return new ReactorNettyRequestUpgradeStrategy(
                () -> WebsocketServerSpec.builder().maxFramePayloadLength(FRAME_BYTES));
    }
}
