package chat.parley.messaging.live;

import chat.parley.protocol.live.CloseCode;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/// One WebSocket, from its opening to its end: frames of text become frames of a session. The buffers are read at once,
/// since they are taken back when this returns.
final class WebSocketTalk {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketTalk.class);

    private final LiveConnections connections;
    private final SocketWires wires;
    private final String address;

    WebSocketTalk(LiveConnections connections, SocketWires wires, String address) {
        this.address = address;
        this.connections = connections;
        this.wires = wires;
    }

    Mono<Void> over(WebsocketInbound in, WebsocketOutbound out) {
        return Mono.usingWhen(
                Mono.fromSupplier(() -> open(channelOf(in), out)),
                talking -> Mono.when(listen(in, talking), talking.wire().writing()),
                this::close);
    }

    private Mono<Void> listen(WebsocketInbound in, Talking talking) {
        return in.receiveFrames()
                .flatMap(frame -> taken(talking, frame), ConnectionSession.CONCURRENCY)
                .then()
                .onErrorResume(failure -> broken(talking, failure));
    }

    /// What goes wrong with a frame is handled at the frame: an error that ended the stream of frames would close the
    /// connection without our code.
    private static Mono<Void> taken(Talking talking, WebSocketFrame frame) {
        return Mono.defer(() -> take(talking, frame)).onErrorResume(defect -> defective(talking, defect));
    }

    private static Mono<Void> defective(Talking talking, Throwable defect) {
        LOG.error("A frame could not be handled", defect);
        return end(talking, CloseCode.SERVER_ERROR, "a defect of ours");
    }

    private static Mono<Void> take(Talking talking, WebSocketFrame frame) {
        return switch (frame) {
            case TextWebSocketFrame text -> text(talking, text);
            case ContinuationWebSocketFrame more -> text(talking, more);
            case PingWebSocketFrame ping -> ping(talking, ping);
            case BinaryWebSocketFrame binary -> end(talking, CloseCode.UNSUPPORTED_DATA, "text only");
            default -> Mono.empty();
        };
    }

    private static Mono<Void> text(Talking talking, WebSocketFrame frame) {
        return switch (talking.fragments().add(frame)) {
            case Fragments.Result.Text whole -> talking.session().text(whole.text());
            case Fragments.Result.Incomplete incomplete -> Mono.empty();
            case Fragments.Result.TooBig tooBig -> end(talking, CloseCode.TOO_BIG, "too big");
            case Fragments.Result.NotUtf8 not -> end(talking, CloseCode.BAD_UTF8, "not UTF-8");
        };
    }

    private static Mono<Void> ping(Talking talking, PingWebSocketFrame frame) {
        if (talking.session().ping()) {
            talking.wire().pong(frame);
            return Mono.empty();
        }
        return end(talking, CloseCode.POLICY, "too many pings");
    }

    private static Mono<Void> end(Talking talking, CloseCode code, String reason) {
        return Mono.fromRunnable(() -> talking.session().close(code, reason));
    }

    /// The stream of frames broke: the peer cut it, or did not keep to the protocol and was told so by Netty.
    private static Mono<Void> broken(Talking talking, Throwable failure) {
        LOG.debug("A connection broke", failure);
        talking.session().close(CloseCode.SERVER_ERROR, "broken");
        return talking.wire().gone();
    }

    private Talking open(Channel channel, WebsocketOutbound out) {
        SocketWire wire = wires.to(channel, out);
        return new Talking(wire, new Fragments(), connections.open(wire, address));
    }

    private Mono<Void> close(Talking talking) {
        return Mono.fromRunnable(() -> connections.closed(talking.session()));
    }

    private static Channel channelOf(WebsocketInbound in) {
        Channel[] channel = new Channel[1];
        in.withConnection(connection -> channel[0] = connection.channel());
        return channel[0];
    }

    private record Talking(SocketWire wire, Fragments fragments, ConnectionSession session) {}
}
