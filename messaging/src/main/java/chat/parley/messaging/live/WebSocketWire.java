package chat.parley.messaging.live;

import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.connection.Wire;
import chat.parley.protocol.live.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// Writes to one WebSocket. The hot path: frames go to Netty's own outbound buffer, and what has not reached the
/// operating system yet is counted in bytes; writes that come together are flushed together.
///
/// Closing sends the close frame and leaves the peer [#FAREWELL] to answer it; the connection is then cut. To cut it at
/// once would lose the frame where the peer is still sending.
final class WebSocketWire implements Wire {
    /// Bytes that may wait for a slow reader.
    static final int QUEUE_BYTES = 256 * 1024;
    private static final int RELAXED_BYTES = QUEUE_BYTES / 2;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Channel channel;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean flushDue = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    /// One line for all threads: Netty would let a write on its own thread pass those that others had handed to it.
    private final Queue<Frame> outgoing = new ConcurrentLinkedQueue<>();

    private final Queue<MonoSink<Void>> waiting = new ConcurrentLinkedQueue<>();

    WebSocketWire(Channel channel) {
        this.channel = channel;
        ChannelFuture unused = channel.closeFuture().addListener(end -> release());
    }

    @Override
    public void offer(Frame frame) {
        int before = queued.get();
        if (closing.get() || (frame.passing() && before > RELAXED_BYTES)) {
            return;
        }
        if (before > QUEUE_BYTES) {
            close(CloseCode.SLOW_READER, "reads too slowly");
            return;
        }
        int length = frame.length();
        queued.addAndGet(length);
        outgoing.add(frame);
        flushSoon();
    }

    @Override
    public Mono<Void> drained() {
        return Mono.create(this::whenDrained);
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (closing.compareAndSet(false, true)) {
            channel.eventLoop().execute(() -> sayGoodbye(code, reason));
            Future<?> unusedToo = channel.eventLoop().schedule(this::cut, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sayGoodbye(CloseCode code, String reason) {
        writeAll();
        ChannelFuture unused = channel.writeAndFlush(new CloseWebSocketFrame(code.code(), reason));
    }

    /// Answers the peer's ping.
    void pong(WebSocketFrame ping) {
        ChannelFuture unused =
                channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
    }

    /// Completes when the connection is gone.
    Mono<Void> gone() {
        return Mono.create(this::whenGone);
    }

    private void whenGone(MonoSink<Void> sink) {
        ChannelFuture unused = channel.closeFuture().addListener(end -> sink.success());
    }

    private void cut() {
        ChannelFuture unused = channel.close();
    }

    private void whenDrained(MonoSink<Void> sink) {
        waiting.add(sink);
        sink.onDispose(() -> waiting.remove(sink));
        if (isRelaxed()) {
            release();
        }
    }

    private void written(int length) {
        queued.addAndGet(-length);
        if (isRelaxed() && !waiting.isEmpty()) {
            release();
        }
    }

    private boolean isRelaxed() {
        return queued.get() <= RELAXED_BYTES || closing.get() || !channel.isActive();
    }

    private void release() {
        for (MonoSink<Void> sink = waiting.poll(); sink != null; sink = waiting.poll()) {
            sink.success();
        }
    }

    private void flushSoon() {
        if (flushDue.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::flush);
        }
    }

    private void flush() {
        flushDue.set(false);
        writeAll();
        channel.flush();
    }

    private void writeAll() {
        for (Frame frame = outgoing.poll(); frame != null; frame = outgoing.poll()) {
            int length = frame.length();
            ByteBuf bytes = Unpooled.wrappedBuffer(frame.bytes());
            ChannelFuture unused = channel.write(new TextWebSocketFrame(bytes)).addListener(end -> written(length));
        }
    }
}
