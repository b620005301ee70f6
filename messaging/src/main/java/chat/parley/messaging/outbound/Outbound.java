package chat.parley.messaging.outbound;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Writes these bytes to these channels, past the framework.
///
/// Why not `session.send`: it costs a sink, a queue and a demand of its own for every socket, and a wake-up and a
/// system
/// call for every frame. Half of a chat server's processor time goes into writing to sockets; so frames for the
/// channels
/// of one event loop wait for each other there ([LoopFlusher]), and each channel is flushed once for all of them.
/// `docs/performance.md` has the figures, with the plain way beside it.
public final class Outbound {
    /// How long frames wait for more of them while there is a backlog.
    private static final Duration LINGER = Duration.ofMillis(2);

    private final ConcurrentMap<EventLoop, LoopFlusher> flushers = new ConcurrentHashMap<>();
    private final long lingerNanos;
    private final Writing writing;

    private Outbound(Duration linger, Writing writing) {
        this.lingerNanos = linger.toNanos();
        this.writing = writing;
    }

    /// Frames wait for each other, and what waits for a channel goes out in one system call.
    public static Outbound coalescing() {
        return new Outbound(LINGER, new Gathered());
    }

    /// Every frame goes out at once and by itself. For comparisons.
    public static Outbound oneByOne() {
        return new Outbound(Duration.ZERO, new OneByOne());
    }

    /// The way to this channel. One for each channel, from its beginning to its end.
    public ChannelQueue to(Channel channel) {
        EventLoop loop = channel.eventLoop();
        LoopFlusher flusher = flushers.computeIfAbsent(loop, key -> new LoopFlusher(key, lingerNanos));
        return new ChannelQueue(channel, flusher, writing);
    }
}
