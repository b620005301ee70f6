package chat.parley.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.cli.Refusal;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiveAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, rsocket-tcp, tcp://localhost:7000",
        "http://localhost:8080, rsocket-ws, ws://localhost:8080/rsocket",
        "https://chat.example.org, rsocket-ws, wss://chat.example.org/rsocket",
        "https://chat.example.org, websocket, wss://chat.example.org/ws"
    })
    void liesAtTheServer(URI server, String transport, URI address) {
        assertThat(LiveAddress.at(server, Transport.named(transport)).uri()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://node-1:7001, rsocket-tcp, tcp://node-1:7001",
        "ws://node-1:5002, websocket, ws://node-1:5002/ws",
        "ws://node-1:5002, rsocket-ws, ws://node-1:5002/rsocket",
        "ws://node-1:5002/other, websocket, ws://node-1:5002/other"
    })
    void liesAtANode(URI node, String transport, URI address) {
        assertThat(LiveAddress.node(node, Transport.named(transport)).uri()).isEqualTo(address);
    }

    @Test
    void keepsTheTokenOffTheWireInTheClear() {
        assertThat(LiveAddress.usual(URI.create("https://chat.example.org"), null))
                .isEqualTo(Transport.RSOCKET_WS);
        assertThat(LiveAddress.usual(URI.create("http://chat.example.org"), null))
                .isEqualTo(Transport.RSOCKET_WS);
        assertThat(LiveAddress.usual(URI.create("http://localhost:8080"), null)).isEqualTo(Transport.RSOCKET_TCP);
        assertThat(LiveAddress.usual(URI.create("http://chat.example.org"), URI.create("tcp://node:7000")))
                .isEqualTo(Transport.RSOCKET_TCP);
    }

    @Test
    void refusesAnAddressOfAnotherTransport() {
        assertThatThrownBy(() -> LiveAddress.node(URI.create("http://node"), Transport.RSOCKET_TCP))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("tcp://host:port");
        assertThatThrownBy(() -> Transport.named("pigeon"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("rsocket-tcp, rsocket-ws, websocket");
    }
}
