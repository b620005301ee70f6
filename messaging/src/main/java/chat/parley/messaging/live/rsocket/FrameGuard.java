package chat.parley.messaging.live.rsocket;

import chat.parley.messaging.limit.TokenBucket;
import chat.parley.messaging.live.ConnectionSession;
import chat.parley.protocol.Limits;
import chat.parley.protocol.live.CloseCode;
import io.netty.buffer.ByteBuf;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.KeepAliveFrameCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Looks at each frame before the library does: who floods, or sends what a client has no business to send, has to go.
/// For one thread at a time.
final class FrameGuard implements Predicate<ByteBuf> {
    /// A command may come in fragments, and a stream has frames of its own.
    private static final int FRAMES_FOR_A_COMMAND = 16;
    /// Events may be asked for one by one.
    private static final int DEMANDS_FOR_A_COMMAND = 160;
    /// What may wait for its last fragment, over all streams.
    private static final int FRAGMENT_BYTES = 4 * Limits.FRAME_BYTES;

    private final RSocketLink link;
    private final ConnectionSession session;
    private final TokenBucket frames;
    private final TokenBucket demands;
    private final Map<Integer, Integer> fragments = new HashMap<>();
    private int fragmentBytes;
    private boolean opened;
    private KeepAlives keepAlives = KeepAlives.NONE;

    FrameGuard(RSocketLink link, ConnectionSession session, int commandsPerSecond) {
        this.link = link;
        this.session = session;
        long now = System.nanoTime();
        int perSecond = FRAMES_FOR_A_COMMAND * commandsPerSecond;
        frames = new TokenBucket(perSecond, 2 * perSecond, now);
        int demandsPerSecond = DEMANDS_FOR_A_COMMAND * commandsPerSecond;
        demands = new TokenBucket(demandsPerSecond, demandsPerSecond, now);
    }

    /// What the SETUP asked for.
    KeepAlives keepAlives() {
        return keepAlives;
    }

    @Override
    public boolean test(ByteBuf frame) {
        if (!opened) {
            opened = true;
            keepAlives = KeepAlives.takeFrom(frame);
            return true;
        }
        try {
            session.heard();
            return passes(frame);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | AssertionError malformed) {
            return end(CloseCode.INVALID_FRAME, "a malformed frame");
        }
    }

    private boolean passes(ByteBuf frame) {
        return switch (FrameHeaderCodec.frameType(frame)) {
            case KEEPALIVE -> answered(frame);
            case REQUEST_N -> demands.take(System.nanoTime()) || tooMany();
            case REQUEST_RESPONSE, REQUEST_FNF, REQUEST_STREAM, REQUEST_CHANNEL -> frames() && collected(frame);
            case PAYLOAD, NEXT, COMPLETE, NEXT_COMPLETE -> frames() && collected(frame);
            case CANCEL, ERROR -> frames() && forgotten(frame);
            case SETUP, LEASE, METADATA_PUSH, RESUME, RESUME_OK, EXT, RESERVED ->
                end(CloseCode.INVALID_FRAME, "a frame that has no place here");
        };
    }

    /// Nothing of it is left for the library.
    private boolean answered(ByteBuf frame) {
        if (!session.ping()) {
            return end(CloseCode.POLICY, "too many keep-alives");
        }
        if (KeepAliveFrameCodec.respondFlag(frame)) {
            link.sendFrame(0, KeepAlives.answer(link.alloc(), frame));
        }
        return false;
    }

    private boolean frames() {
        return frames.take(System.nanoTime()) || tooMany();
    }

    private boolean tooMany() {
        return end(CloseCode.RATE_LIMITED, "too many frames");
    }

    private boolean collected(ByteBuf frame) {
        if (!FrameHeaderCodec.hasFollows(frame)) {
            return forgotten(frame);
        }
        int length = frame.readableBytes();
        fragmentBytes += length;
        fragments.merge(FrameHeaderCodec.streamId(frame), length, Integer::sum);
        return fragmentBytes <= FRAGMENT_BYTES || end(CloseCode.TOO_BIG, "too much in fragments");
    }

    private boolean forgotten(ByteBuf frame) {
        Integer bytes = fragments.remove(FrameHeaderCodec.streamId(frame));
        fragmentBytes -= bytes == null ? 0 : bytes;
        return true;
    }

    private boolean end(CloseCode code, String reason) {
        session.close(code, reason);
        return false;
    }
}
