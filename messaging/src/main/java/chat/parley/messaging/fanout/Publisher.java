package chat.parley.messaging.fanout;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Tells the other nodes, on a connection of its own. Never waits: with [#IN_FLIGHT_BYTES] unanswered, or without
/// Redis, hints are dropped and counted; the others find the entries by their heads.
final class Publisher {
    /// How much may wait for Redis before hints are dropped.
    static final int IN_FLIGHT_BYTES = 16 * 1024 * 1024;

    private final EnvelopeCodec codec;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;

    Publisher(EnvelopeCodec codec) {
        this.codec = codec;
    }

    /// The connection to publish on, once there is one.
    void use(StatefulRedisConnection<String, byte[]> opened) {
        connection = opened;
    }

    void publish(Topic topic, Envelope envelope) {
        StatefulRedisConnection<String, byte[]> open = connection;
        if (open == null || !open.isOpen() || inFlight.get() > IN_FLIGHT_BYTES) {
            dropped.incrementAndGet();
            return;
        }
        send(open, topic.channel(), codec.encode(envelope));
    }

    /// How many hints were dropped since the start.
    long dropped() {
        return dropped.get();
    }

    private void send(StatefulRedisConnection<String, byte[]> open, String channel, byte[] bytes) {
        inFlight.addAndGet(bytes.length);
        try {
            CompletionStage<Long> unused =
                    open.async().publish(channel, bytes).whenComplete((heard, failure) -> sent(bytes.length, failure));
        } catch (RuntimeException refused) {
            sent(bytes.length, refused); // a client that is shut down throws
        }
    }

    private void sent(int length, @Nullable Throwable failure) {
        inFlight.addAndGet(-length);
        if (failure != null) {
            dropped.incrementAndGet();
        }
    }
}
