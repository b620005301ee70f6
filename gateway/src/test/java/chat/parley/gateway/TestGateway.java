package chat.parley.gateway;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/// A gateway of a test's own, on a free port.
final class TestGateway implements AutoCloseable {
    static final String ORIGIN = "https://chat.example.org";

    private final ConfigurableApplicationContext context;

    private TestGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// @param services the address of identity and messaging
    static TestGateway before(String services, String... more) {
        List<String> settings = List.of(
                "--server.port=0",
                "--parley.origins=" + ORIGIN,
                "--parley.gateway.identity-uri=" + services,
                "--parley.gateway.messaging-uri=" + services,
                "--spring.lifecycle.timeout-per-shutdown-phase=5s",
                "--spring.reactor.netty.shutdown-quiet-period=0ms");
        return new TestGateway(GatewayApplication.builder(Map.of())
                .run(Stream.concat(settings.stream(), Stream.of(more)).toArray(String[]::new)));
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    Line connect() {
        return Line.to(port());
    }

    @Override
    public void close() {
        context.close();
    }
}
