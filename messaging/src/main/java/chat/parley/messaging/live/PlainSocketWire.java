package chat.parley.messaging.live;

import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.outbound.Room;
import chat.parley.protocol.live.CloseCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.netty.http.websocket.WebsocketOutbound;

/// The usual way to write to a WebSocket: a sink for each, drained by the framework. Here to be compared with
/// [WebSocketWire] (`parley.live.outbound: plain`), under the same contract test.
final class PlainSocketWire implements SocketWire {
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration TURN = Duration.ofSeconds(1);

    private final Sinks.Many<WebSocketFrame> out = Sinks.many().unicast().onBackpressureBuffer();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Room room = new Room(queued::get, this::isOver);
    private final Channel channel;
    private final WebsocketOutbound outbound;

    PlainSocketWire(Channel channel, WebsocketOutbound outbound) {
        this.channel = channel;
        this.outbound = outbound;
        ChannelFuture unused = channel.closeFuture().addListener(end -> room.changed());
    }

    @Override
    public void offer(Frame frame) {
        int before = queued.get();
        if (isOver() || (frame.passing() && before > LiveLimits.RELAXED_BYTES)) {
            return;
        }
        if (before > LiveLimits.QUEUE_BYTES) {
            close(CloseCode.SLOW_READER, "reads too slowly");
            return;
        }
        emit(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame.bytes())));
    }

    @Override
    public Mono<Void> drained() {
        return room.atMost(LiveLimits.RELAXED_BYTES);
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (closing.compareAndSet(false, true)) {
            emit(new CloseWebSocketFrame(code.code(), reason));
            Future<?> unused = channel.eventLoop().schedule(this::cut, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void pong(WebSocketFrame ping) {
        if (!isOver()) {
            emit(new PongWebSocketFrame(ping.content().retain()));
        }
    }

    @Override
    public Mono<Void> gone() {
        return Mono.create(this::whenGone);
    }

    @Override
    public Mono<Void> writing() {
        return outbound.sendObject(out.asFlux().doOnNext(this::taken)).then().onErrorComplete();
    }

    private void emit(WebSocketFrame frame) {
        queued.addAndGet(frame.content().readableBytes());
        // A handler counts its time from when it is made.
        out.emitNext(frame, Sinks.EmitFailureHandler.busyLooping(TURN));
    }

    private void taken(WebSocketFrame frame) {
        queued.addAndGet(-frame.content().readableBytes());
        room.changed();
    }

    private boolean isOver() {
        return closing.get() || !channel.isActive();
    }

    private void cut() {
        ChannelFuture unused = channel.close();
    }

    private void whenGone(MonoSink<Void> sink) {
        ChannelFuture unused = channel.closeFuture().addListener(end -> sink.success());
    }
}
