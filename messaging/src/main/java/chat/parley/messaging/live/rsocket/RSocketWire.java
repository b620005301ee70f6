package chat.parley.messaging.live.rsocket;

import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.connection.Wire;
import chat.parley.messaging.live.LiveLimits;
import chat.parley.messaging.outbound.ChannelQueue;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.live.CloseCode;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Writes events to the one stream that a peer asked for; without a stream they are dropped, since nothing is followed
/// then.
///
/// Two things may be slow. Where the peer asks for too little, its stream ends and the connection stays; where the
/// network does not take what the peer asked for, the connection ends.
final class RSocketWire implements Wire {
    private final RSocketLink link;
    private final ChannelQueue queue;
    private final AtomicReference<@Nullable EventStream> current = new AtomicReference<>();
    private volatile boolean setUp;

    RSocketWire(RSocketLink link) {
        this.link = link;
        queue = link.queue();
    }

    /// From now on events go there. False when there is a stream already.
    boolean begin(EventStream stream) {
        return current.compareAndSet(null, stream);
    }

    /// That stream ended.
    void end(EventStream stream) {
        current.compareAndSet(stream, null);
    }

    /// The SETUP was accepted.
    void setUp() {
        setUp = true;
    }

    @Override
    public void offer(Frame frame) {
        EventStream stream = current.get();
        if (stream == null || queue.isOver()) {
            return;
        }
        int asked = queue.pending();
        int notAsked = stream.queued();
        if (frame.passing() && asked + notAsked > LiveLimits.RELAXED_BYTES) {
            return;
        }
        if (asked > LiveLimits.QUEUE_BYTES) {
            close(CloseCode.SLOW_READER, "reads too slowly");
        } else if (notAsked > LiveLimits.QUEUE_BYTES) {
            stream.fail(Endings.of(ErrorCode.SLOW_READER, ErrorCode.SLOW_READER.title()));
        } else {
            stream.offer(frame);
        }
    }

    @Override
    public Mono<Void> drained() {
        EventStream stream = current.get();
        Mono<Void> taken = queue.drainedTo(LiveLimits.RELAXED_BYTES);
        return stream == null
                ? taken
                : stream.drainedTo(LiveLimits.RELAXED_BYTES).then(taken);
    }

    @Override
    public void close(CloseCode code, String reason) {
        link.sendErrorAndClose(setUp ? Endings.ofConnection(code, reason) : Endings.ofSetup(code, reason));
    }
}
