package chat.parley.gateway.guard;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Bounds of the connections themselves.
@Configuration(proxyBeanMethods = false)
class ServerLimits {
    private static final Duration WHOLE_REQUEST = Duration.ofSeconds(30);
    private static final Duration BETWEEN_READS = Duration.ofSeconds(10);

    /// Cuts off who sends a request byte by byte.
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> patience() {
        return factory -> factory.addServerCustomizers(
                server -> server.requestTimeout(WHOLE_REQUEST).readTimeout(BETWEEN_READS));
    }
}
