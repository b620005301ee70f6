package chat.parley.messaging.live.rsocket;

import chat.parley.messaging.outbound.ChannelQueue;
import chat.parley.protocol.live.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocketErrorException;
import io.rsocket.frame.ErrorFrameCodec;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The transport below the RSocket library: what it sends goes the way of all frames of this node ([ChannelQueue]), so
/// that what waits for a slow reader is counted. The library's own transports queue without a limit.
final class RSocketLink implements DuplexConnection {
    /// Answers and protocol frames may wait in this amount; events stop long before.
    static final int HARD_LIMIT = 1024 * 1024;

    private final Channel channel;
    private final ChannelQueue queue;
    private final Carrier carrier;
    private @Nullable FrameGuard guard;
    private Consumer<Throwable> broken = failure -> {};

    RSocketLink(Channel channel, ChannelQueue queue, Carrier carrier) {
        this.channel = channel;
        this.queue = queue;
        this.carrier = carrier;
    }

    /// Frames that do not pass are dropped; `onBreak` hears of the end of all frames by an error. To be set
    /// before anything is received.
    void guardedBy(FrameGuard frames, Consumer<Throwable> onBreak) {
        guard = frames;
        broken = onBreak;
    }

    /// What is on its way out.
    ChannelQueue queue() {
        return queue;
    }

    @Override
    public void sendFrame(int streamId, ByteBuf frame) {
        if (queue.pending() > HARD_LIMIT) {
            frame.release();
            queue.cut();
            return;
        }
        queue.add(carrier.wrap(alloc(), frame));
    }

    @Override
    public void sendErrorAndClose(RSocketErrorException error) {
        end(error, CloseCode.NORMAL, "");
    }

    /// The same, with what a carrier that has close codes of its own says.
    void end(RSocketErrorException error, CloseCode code, String reason) {
        Object last = carrier.wrap(alloc(), ErrorFrameCodec.encode(alloc(), 0, error));
        Object farewell = carrier.farewell(code, reason);
        if (farewell == null) {
            boolean unused = queue.finish(last);
        } else {
            queue.add(last);
            boolean unused = queue.finish(farewell);
        }
    }

    @Override
    public Flux<ByteBuf> receive() {
        return carrier.frames(this::beside)
                .filter(this::passes)
                .doOnError(broken)
                .onErrorComplete();
    }

    private boolean passes(ByteBuf frame) {
        return guard == null || guard.test(frame);
    }

    /// What a WebSocket says beside frames of RSocket.
    private void beside(WebSocketFrame frame) {
        if (guard == null || guard.beside(frame)) {
            queue.add(new PongWebSocketFrame(frame.content().retain()));
        }
    }

    @Override
    public ByteBufAllocator alloc() {
        return channel.alloc();
    }

    @Override
    public SocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    @Override
    public Mono<Void> onClose() {
        return queue.gone();
    }

    /// A goodbye that is on its way is not cut off.
    @Override
    public void dispose() {
        if (!queue.isOver()) {
            queue.cut();
        }
    }

    @Override
    public boolean isDisposed() {
        return queue.isOver();
    }
}
