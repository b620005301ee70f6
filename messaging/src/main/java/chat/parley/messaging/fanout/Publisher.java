package chat.parley.messaging.fanout;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Tells the other nodes, on a connection of its own; what is told at the same moment shares a system call. Never
/// waits:
/// with [#IN_FLIGHT_BYTES] unanswered, or without Redis, hints are dropped and counted; the others find the entries by
/// their heads. Hints of one conversation stay in order.
///
/// Lettuce's own buffer of commands is left alone: flushing it locks out whoever publishes meanwhile, and these are
/// event loops.
final class Publisher {
    /// How much may wait for Redis before hints are dropped.
    static final int IN_FLIGHT_BYTES = 16 * 1024 * 1024;

    /// Commands that are written together.
    private static final int BATCH = 256;

    private final EnvelopeCodec codec;
    private final Executor sender;
    private final Queue<AsyncCommand<String, byte[], Long>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;

    /// @param sender runs one task after the other, soon
    Publisher(EnvelopeCodec codec, Executor sender) {
        this.codec = codec;
        this.sender = sender;
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
        enqueue(open, topic.channel(), codec.encode(envelope));
    }

    /// How many hints were dropped since the start.
    long dropped() {
        return dropped.get();
    }

    private void enqueue(StatefulRedisConnection<String, byte[]> open, String channel, byte[] bytes) {
        inFlight.addAndGet(bytes.length);
        AsyncCommand<String, byte[], Long> command = new AsyncCommand<>(new Command<>(
                CommandType.PUBLISH,
                new IntegerOutput<>(RedisLink.CODEC),
                new CommandArgs<>(RedisLink.CODEC).addKey(channel).addValue(bytes)));
        CompletionStage<Long> unused = command.whenComplete((heard, failure) -> sent(bytes.length, failure));
        waiting.add(command);
        if (due.compareAndSet(false, true)) {
            request(open);
        }
    }

    /// A sender that takes nothing more is ending; whoever publishes after this asks it again, and not once for all.
    private void request(StatefulRedisConnection<String, byte[]> open) {
        try {
            sender.execute(() -> send(open));
        } catch (RejectedExecutionException ending) {
            due.set(false);
            batch().forEach(command -> command.completeExceptionally(ending));
        }
    }

    /// Whoever comes after the flag is down brings the next task.
    private void send(StatefulRedisConnection<String, byte[]> open) {
        due.set(false);
        List<AsyncCommand<String, byte[], Long>> batch = batch();
        while (!batch.isEmpty()) {
            dispatch(open, batch);
            batch = batch();
        }
    }

    private List<AsyncCommand<String, byte[], Long>> batch() {
        List<AsyncCommand<String, byte[], Long>> batch = new ArrayList<>();
        AsyncCommand<String, byte[], Long> next;
        while (batch.size() < BATCH && (next = waiting.poll()) != null) {
            batch.add(next);
        }
        return batch;
    }

    private static void dispatch(
            StatefulRedisConnection<String, byte[]> open, List<AsyncCommand<String, byte[], Long>> batch) {
        try {
            var unused = open.dispatch(batch);
        } catch (RuntimeException refused) {
            batch.forEach(command -> command.completeExceptionally(refused));
        }
    }

    private void sent(int length, @Nullable Throwable failure) {
        inFlight.addAndGet(-length);
        if (failure != null) {
            dropped.incrementAndGet();
        }
    }
}
