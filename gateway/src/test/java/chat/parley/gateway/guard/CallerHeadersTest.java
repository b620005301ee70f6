package chat.parley.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

final class CallerHeadersTest {
    private final CallerHeaders headers = new CallerHeaders(new GuardProperties(List.of("10.0.0.0/8"), 50, 300));

    @ParameterizedTest
    @CsvSource({"10.1.1.1, 9.9.9.9", "8.8.8.8, 8.8.8.8"})
    void believesOnlyTrustedProxiesAndOfThemTheLastLine(String peer, String caller) {
        // As HAProxy does: a line of its own behind the one that the caller made up.
        assertThat(callerOf(peer, "6.6.6.6", "9.9.9.9").address()).isEqualTo(caller);
    }

    @Test
    void believesTheLastAddressOfALine() {
        assertThat(callerOf("10.1.1.1", "6.6.6.6, 9.9.9.9").address()).isEqualTo("9.9.9.9");
    }

    private Caller callerOf(String peer, String... lines) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(peer, 1))
                .header("X-Forwarded-For", lines));
        headers.filter(exchange, same -> Mono.empty()).block();
        return Caller.of(exchange);
    }
}
