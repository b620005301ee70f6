package chat.parley.messaging.live.rsocket;

import chat.parley.messaging.outbound.ChannelQueue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocketErrorException;
import io.rsocket.frame.ErrorFrameCodec;
import java.net.SocketAddress;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
    private Predicate<ByteBuf> guard = frame -> true;
    private Consumer<Throwable> broken = failure -> {};

    RSocketLink(Channel channel, ChannelQueue queue, Carrier carrier) {
        this.channel = channel;
        this.queue = queue;
        this.carrier = carrier;
    }

    /// Frames for which this does not hold are dropped; `onBreak` hears of the end of all frames by an error. To be set
    /// before anything is received.
    void guardedBy(Predicate<ByteBuf> condition, Consumer<Throwable> onBreak) {
        guard = condition;
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
        Object last = carrier.wrap(alloc(), ErrorFrameCodec.encode(alloc(), 0, error));
        Object farewell = carrier.farewell();
        if (farewell == null) {
            boolean unused = queue.finish(last);
        } else {
            queue.add(last);
            boolean unused = queue.finish(farewell);
        }
    }

    @Override
    public Flux<ByteBuf> receive() {
        return carrier.frames().filter(guard).doOnError(broken);
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
