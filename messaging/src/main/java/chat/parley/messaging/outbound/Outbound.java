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
    public static final Duration LINGER = Duration.ofMillis(2);

    private final ConcurrentMap<EventLoop, LoopFlusher> flushers = new ConcurrentHashMap<>();
    private final long lingerNanos;

    /// @param linger how long frames may wait for each other while there are many; zero for never
    public Outbound(Duration linger) {
        lingerNanos = linger.toNanos();
    }

    /// The way to this channel. One for each channel, from its beginning to its end.
    public ChannelQueue to(Channel channel) {
        EventLoop loop = channel.eventLoop();
        return new ChannelQueue(channel, flushers.computeIfAbsent(loop, key -> new LoopFlusher(key, lingerNanos)));
    }
}
