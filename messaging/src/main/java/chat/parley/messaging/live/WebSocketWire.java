package chat.parley.messaging.live;

import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.outbound.ChannelQueue;
import chat.parley.protocol.live.CloseCode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import reactor.core.publisher.Mono;

/// Writes to one WebSocket: frames that were built once for all go past Netty's encoder, in the order of the offers.
final class WebSocketWire implements SocketWire {
    private final ChannelQueue queue;

    WebSocketWire(ChannelQueue queue) {
        this.queue = queue;
    }

    @Override
    public void offer(Frame frame) {
        int pending = queue.pending();
        if (queue.isOver() || (frame.passing() && pending > LiveLimits.RELAXED_BYTES)) {
            return;
        }
        if (pending > LiveLimits.QUEUE_BYTES) {
            close(CloseCode.SLOW_READER, "reads too slowly");
            return;
        }
        queue.add(Unpooled.wrappedBuffer(frame.webSocket()));
    }

    @Override
    public Mono<Void> drained() {
        return queue.drainedTo(LiveLimits.RELAXED_BYTES);
    }

    /// Where more than [LiveLimits#QUEUE_BYTES] wait, the goodbye waits behind them, and the connection is cut after a
    /// while.
    @Override
    public void close(CloseCode code, String reason) {
        boolean unused = queue.finish(new CloseWebSocketFrame(code.code(), reason));
    }

    @Override
    public void pong(WebSocketFrame ping) {
        queue.add(new PongWebSocketFrame(ping.content().retain()));
    }

    @Override
    public Mono<Void> gone() {
        return queue.gone();
    }

    /// The event loop does it.
    @Override
    public Mono<Void> writing() {
        return Mono.empty();
    }
}
