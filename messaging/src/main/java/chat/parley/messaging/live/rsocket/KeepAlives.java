package chat.parley.messaging.live.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameType;
import io.rsocket.frame.KeepAliveFrameCodec;
import io.rsocket.frame.SetupFrameCodec;
import java.time.Duration;

/// Keep-alive without a timer for each connection: the peer's frames are answered here, and the sweep over all
/// connections finds those that fell silent. For that, the library is told that the peer wants none.
///
/// @param interval what the SETUP asked for, in milliseconds
/// @param lifetime likewise
record KeepAlives(int interval, int lifetime) {
    private static final int SHORTEST = (int) Duration.ofSeconds(1).toMillis();
    /// Below the silence after which a connection is closed.
    private static final int LONGEST_INTERVAL = (int) Duration.ofSeconds(30).toMillis();

    private static final int LONGEST_LIFETIME = (int) Duration.ofMinutes(3).toMillis();
    private static final int INTERVAL_AT = FrameHeaderCodec.size() + Integer.BYTES;
    private static final int LIFETIME_AT = INTERVAL_AT + Integer.BYTES;

    static final KeepAlives NONE = new KeepAlives(0, 0);

    /// Takes them out of a SETUP; any other frame is left alone.
    static KeepAlives takeFrom(ByteBuf frame) {
        if (frame.readableBytes() < LIFETIME_AT + Integer.BYTES
                || FrameHeaderCodec.frameType(frame) != FrameType.SETUP) {
            return NONE;
        }
        KeepAlives asked =
                new KeepAlives(SetupFrameCodec.keepAliveInterval(frame), SetupFrameCodec.keepAliveMaxLifetime(frame));
        frame.setInt(frame.readerIndex() + INTERVAL_AT, 0);
        frame.setInt(frame.readerIndex() + LIFETIME_AT, 0);
        return asked;
    }

    /// The answer to a KEEPALIVE that wants one.
    static ByteBuf answer(ByteBufAllocator allocator, ByteBuf frame) {
        ByteBuf data = KeepAliveFrameCodec.data(frame).retain();
        return KeepAliveFrameCodec.encode(allocator, false, 0, data);
    }

    /// Whether a client may ask for these.
    boolean areSensible() {
        return interval >= SHORTEST
                && interval <= LONGEST_INTERVAL
                && lifetime >= interval
                && lifetime <= LONGEST_LIFETIME;
    }
}
