package chat.parley.cli.live;

import chat.parley.protocol.live.Cursor;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.util.List;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/// JSON frames over a WebSocket, as browsers do it.
final class WebSocketClient implements LiveClient {
    /// A hundred entries of four thousand characters, with room.
    static final int FRAME_BYTES = 4 * 1024 * 1024;

    private static final int CONNECT_MS = 10_000;

    private final HttpClient http;
    private final URI uri;

    WebSocketClient(LiveAddress address, LoopResources loops) {
        HttpClient client = Handshakes.asProgram(HttpClient.create(ConnectionProvider.newConnection())
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS));
        http = address.secure() ? client.secure() : client;
        uri = address.uri();
    }

    @Override
    public LiveConnection open(String token, List<Cursor> cursors, Hearer hearer) {
        WebSocketConnection connection = new WebSocketConnection(hearer, token, cursors);
        connection.start(http.websocket(WebsocketClientSpec.builder()
                        .maxFramePayloadLength(FRAME_BYTES)
                        .compress(false)
                        .build())
                .uri(uri)
                .handle(connection::talk));
        return connection;
    }
}
