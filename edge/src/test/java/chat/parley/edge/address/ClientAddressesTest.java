package chat.parley.edge.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

final class ClientAddressesTest {
    private static final String PEER = "10.0.0.7";

    private final ClientAddresses alone = new ClientAddresses(List.of());
    private final ClientAddresses behindProxies = new ClientAddresses(List.of("10.0.0.0/8", " ::1 "));

    @Test
    void believesNobodyByDefault() {
        assertThat(alone.of(request(PEER, "203.0.113.5"))).isEqualTo(alone.of(request(PEER, "198.51.100.1")));
    }

    @Test
    void believesATrustedProxy() {
        assertThat(behindProxies.of(request(PEER, "203.0.113.5")))
                .isEqualTo(behindProxies.of(request("203.0.113.5", "1.1.1.1")));
    }

    @Test
    void skipsTrustedProxiesFromTheRightAndNoFurther() {
        assertThat(behindProxies.of(request(PEER, "6.6.6.6, 203.0.113.5, 10.1.1.1")))
                .isEqualTo(behindProxies.of(request("203.0.113.5", "")));
    }

    @Test
    void staysWithTheProxyWhenItIsToldNonsense() {
        assertThat(behindProxies.of(request(PEER, "example.org"))).isEqualTo(behindProxies.of(request(PEER, "")));
    }

    @Test
    void countsAnIpv6NetworkAsOneClient() {
        assertThat(alone.of(request("2001:db8:1:2::1", ""))).isEqualTo(alone.of(request("2001:db8:1:2:ffff::9", "")));
        assertThat(alone.of(request("2001:db8:1:2::1", ""))).isNotEqualTo(alone.of(request("2001:db8:1:3::1", "")));
    }

    private static MockServerHttpRequest request(String peer, String forwarded) {
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(peer, 4_000));
        return forwarded.isEmpty()
                ? request.build()
                : request.header("X-Forwarded-For", forwarded).build();
    }
}
