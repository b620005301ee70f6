package chat.parley.gateway.route;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.ConnectionProvider;

/// Opens sockets to services. No pool: a socket is one connection from its beginning to its end.
///
/// On the server's own event loops, where a connection that is opened on one stays there: both halves of a proxied
/// socket then live on one thread. Reactor Netty loses a close frame that is sent from another.
@Component
final class ServiceSockets {
    private static final int CONNECT_MS = 2_000;
    private static final Duration HANDSHAKE = Duration.ofSeconds(5);

    /// From messaging to a client: a page of a hundred entries is larger than a client's frame may be.
    private static final int FRAME_BYTES = 4 * 1024 * 1024;

    private final WebSocketClient client;

    ServiceSockets(ReactorResourceFactory resources) {
        HttpClient http = HttpClient.create(ConnectionProvider.newConnection())
                .runOn(resources.getLoopResources())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
                .responseTimeout(HANDSHAKE);
        client = new ReactorNettyWebSocketClient(
                http, () -> WebsocketClientSpec.builder().maxFramePayloadLength(FRAME_BYTES));
    }

    WebSocketClient client() {
        return client;
    }
}
