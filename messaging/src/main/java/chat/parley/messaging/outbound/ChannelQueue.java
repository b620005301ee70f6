package chat.parley.messaging.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// What is on its way to one channel, in one order for all threads, counted in bytes until the operating system has it.
///
/// It sets no limit itself: whoever adds looks at [#pending] first. Safe from any thread.
public final class ChannelQueue {
    /// How long the peer has to answer a goodbye before the connection is cut. To cut it at once would lose the
    /// goodbye where the peer is still sending.
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Channel channel;
    private final LoopFlusher flusher;
    private final Writing writing;
    private final Queue<Object> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicBoolean dirty = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Room room = new Room(pending::get, this::isOver);

    ChannelQueue(Channel channel, LoopFlusher flusher, Writing writing) {
        this.channel = channel;
        this.flusher = flusher;
        this.writing = writing;
        ChannelFuture unused = channel.closeFuture().addListener(end -> closed());
    }

    /// Adds a `ByteBuf`, or a frame with one inside, which is released when it was written or cannot be any more. After
    /// [#finish] nothing is taken.
    public void add(Object message) {
        if (closing.get()) {
            ReferenceCountUtil.release(message);
            return;
        }
        put(message);
        if (!channel.isActive()) {
            drop();
        }
    }

    /// Bytes that the operating system has not taken yet.
    public int pending() {
        return pending.get();
    }

    /// Whether [#finish] was called or the channel is gone.
    public boolean isOver() {
        return closing.get() || !channel.isActive();
    }

    /// Completes when no more than this many bytes are pending, and when the connection ends.
    public Mono<Void> drainedTo(int bytes) {
        return room.atMost(bytes);
    }

    /// Completes when the connection is gone.
    public Mono<Void> gone() {
        return Mono.create(this::whenGone);
    }

    /// Writes all that was added and then this, and cuts the connection when the peer does not. False when somebody
    /// else was first.
    public boolean finish(Object goodbye) {
        if (!closing.compareAndSet(false, true)) {
            ReferenceCountUtil.release(goodbye);
            return false;
        }
        put(goodbye);
        Future<?> unused = channel.eventLoop().schedule(this::cut, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        return true;
    }

    /// Ends the connection without a word.
    public void cut() {
        closing.set(true);
        ChannelFuture unused = channel.close();
    }

    /// On the event loop: writes and flushes. Returns how many were written.
    int flush() {
        dirty.set(false);
        return writing.write(channel, outgoing, this::written);
    }

    private void put(Object message) {
        pending.addAndGet(length(message));
        outgoing.add(message);
        if (dirty.compareAndSet(false, true)) {
            flusher.add(this);
        }
    }

    static int length(Object message) {
        return switch (message) {
            case ByteBuf bytes -> bytes.readableBytes();
            case ByteBufHolder frame -> frame.content().readableBytes();
            default -> 0;
        };
    }

    private void written(int length) {
        pending.addAndGet(-length);
        room.changed();
    }

    private void whenGone(MonoSink<Void> sink) {
        ChannelFuture unused = channel.closeFuture().addListener(end -> sink.success());
    }

    private void closed() {
        closing.set(true);
        drop();
        room.changed();
    }

    private void drop() {
        for (Object message = outgoing.poll(); message != null; message = outgoing.poll()) {
            pending.addAndGet(-length(message));
            ReferenceCountUtil.release(message);
        }
    }
}
