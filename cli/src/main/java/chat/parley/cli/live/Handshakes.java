package chat.parley.cli.live;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import reactor.netty.http.client.HttpClient;

/// Opening a WebSocket as a program does, and what it means when the server will not.
final class Handshakes {
    private Handshakes() {}

    /// Without an Origin: Netty would make one up, and no page of the server's has it.
    static HttpClient asProgram(HttpClient client) {
        return client.doOnConnected(connection -> connection.addHandlerLast(new NoOrigin()));
    }

    /// The end of a connection that never was.
    static LiveEnd refusal(WebSocketClientHandshakeException refused) {
        int status =
                refused.response() == null ? 0 : refused.response().status().code();
        String reason = "the server refused the WebSocket with " + status;
        return switch (status) {
            case 401 -> LiveEnd.closed(4401, reason);
            case 403, 404 -> LiveEnd.closed(4403, reason);
            case 429 -> LiveEnd.closed(4429, reason);
            case 503 -> LiveEnd.closed(1013, reason);
            default -> LiveEnd.cut(reason);
        };
    }

    private static final class NoOrigin extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpRequest request) {
                request.headers().remove(HttpHeaderNames.ORIGIN);
            }
            var unused = context.write(message, promise);
        }
    }
}
