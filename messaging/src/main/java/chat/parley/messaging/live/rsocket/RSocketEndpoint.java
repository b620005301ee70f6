package chat.parley.messaging.live.rsocket;

import chat.parley.edge.address.ClientAddresses;
import chat.parley.messaging.live.ConnectionSession;
import chat.parley.messaging.live.LiveConnections;
import chat.parley.messaging.outbound.Outbound;
import chat.parley.protocol.Limits;
import chat.parley.protocol.live.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketServer;
import io.rsocket.exceptions.InvalidSetupException;
import io.rsocket.exceptions.RejectedSetupException;
import io.rsocket.frame.FrameLengthCodec;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.netty.NettyInbound;
import reactor.netty.http.websocket.WebsocketInbound;

/// One RSocket connection from its opening to its end. The library reads and writes the frames of the protocol; what
/// they mean is ours, and so is the transport below it.
public final class RSocketEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(RSocketEndpoint.class);
    private static final Duration FIRST_FRAME = Duration.ofSeconds(5);
    /// Larger payloads are sent in fragments of this size: common clients read frames of 64 KiB.
    private static final int FRAGMENT_BYTES = 60_000;

    private final LiveConnections connections;
    private final Outbound outbound;

    RSocketEndpoint(LiveConnections connections, Outbound outbound) {
        this.connections = connections;
        this.outbound = outbound;
    }

    /// Over TCP, behind a decoder of lengths. Completes when the connection is gone.
    Mono<Void> tcp(NettyInbound in) {
        Flux<ByteBuf> frames = in.receive().map(FrameLengthCodec::frame);
        return over(in, new Carrier.Tcp(frames), ClientAddresses.of(peerOf(in)));
    }

    /// Inside a WebSocket. Completes when the connection is gone.
    Mono<Void> webSocket(WebsocketInbound in, String address) {
        Flux<ByteBuf> frames =
                in.aggregateFrames(Limits.FRAME_BYTES).receiveFrames().handle(RSocketEndpoint::binary);
        return over(in, new Carrier.WebSocket(frames), address);
    }

    private static void binary(WebSocketFrame frame, SynchronousSink<ByteBuf> sink) {
        if (frame instanceof BinaryWebSocketFrame binary) {
            sink.next(binary.content());
        } else {
            sink.error(new UnsupportedDataException());
        }
    }

    private static @Nullable InetSocketAddress peerOf(NettyInbound in) {
        return channelOf(in).remoteAddress() instanceof InetSocketAddress peer ? peer : null;
    }

    private Mono<Void> over(NettyInbound in, Carrier carrier, String address) {
        return Mono.usingWhen(Mono.fromSupplier(() -> open(channelOf(in), carrier, address)), this::serve, this::close);
    }

    private Opened open(Channel channel, Carrier carrier, String address) {
        RSocketLink link = new RSocketLink(channel, outbound.to(channel), carrier);
        RSocketWire wire = new RSocketWire(link);
        ConnectionSession session = connections.open(wire, address);
        FrameGuard guard = new FrameGuard(link, session, connections.framesPerSecond());
        link.guardedBy(guard, failure -> broken(session, failure));
        return new Opened(link, wire, guard, session);
    }

    private Mono<Void> serve(Opened opened) {
        return RSocketServer.create((setup, peer) -> accept(opened, setup))
                .maxTimeToFirstFrame(FIRST_FRAME)
                .maxInboundPayloadSize(Limits.FRAME_BYTES)
                .fragment(FRAGMENT_BYTES)
                .asConnectionAcceptor(Limits.FRAME_BYTES)
                .apply(opened.link())
                .onErrorResume(failure -> refused(opened, failure))
                .then(opened.link().onClose());
    }

    private static Mono<RSocket> accept(Opened opened, ConnectionSetupPayload setup) {
        String token;
        try {
            token = Setup.token(setup, opened.guard().keepAlives()).orElse("");
        } catch (InvalidSetupException invalid) {
            opened.link().sendErrorAndClose(invalid);
            return Mono.error(invalid);
        }
        return opened.session().setUp(token).then(Mono.defer(() -> ready(opened)));
    }

    /// Where the session did not let it in, it said so, and the error says nothing more: it lets the library take back
    /// its buffers.
    private static Mono<RSocket> ready(Opened opened) {
        if (opened.session().admitted().isEmpty()) {
            return Mono.error(new RejectedSetupException("not let in"));
        }
        opened.wire().setUp();
        return Mono.just(new RSocketTalk(opened.wire(), opened.session()));
    }

    private static Mono<Void> refused(Opened opened, Throwable failure) {
        LOG.debug("A connection was not set up", failure);
        opened.session().close(CloseCode.TIMEOUT, "no SETUP in time");
        return Mono.empty();
    }

    /// What came in broke the rules of the transport, or the peer cut it.
    private static void broken(ConnectionSession session, Throwable failure) {
        LOG.debug("A connection broke", failure);
        switch (failure) {
            case TooLongFrameException huge -> session.close(CloseCode.TOO_BIG, "too big");
            case UnsupportedDataException text -> session.close(CloseCode.UNSUPPORTED_DATA, "binary frames only");
            default -> session.close(CloseCode.SERVER_ERROR, "broken");
        }
    }

    private Mono<Void> close(Opened opened) {
        return Mono.fromRunnable(() -> connections.closed(opened.session()));
    }

    private static Channel channelOf(NettyInbound in) {
        Channel[] channel = new Channel[1];
        in.withConnection(connection -> channel[0] = connection.channel());
        return channel[0];
    }

    private record Opened(RSocketLink link, RSocketWire wire, FrameGuard guard, ConnectionSession session) {}

    /// A frame of text where only binary ones are read.
    private static final class UnsupportedDataException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnsupportedDataException() {
            super("not a binary frame", null, false, false);
        }
    }
}
