package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.teststores.LeakWatch;
import io.netty.buffer.ByteBufAllocator;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;

/// No buffer is lost: Netty watches every one of them while these tests run.
public final class Leaks {
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Leaks() {}

    /// Whatever was lost so far.
    public static void assertNone() {
        collect();
        assertThat(LeakWatch.found()).isEmpty();
    }

    /// Netty looks for what the collector found whenever it hands out another buffer. What one collection found is all
    /// in
    /// its queues when something of the next one is.
    static void collect() {
        for (int i = 0; i < ROUNDS; i++) {
            awaitCollection();
            ByteBufAllocator.DEFAULT.buffer(16).release();
        }
    }

    private static void awaitCollection() {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Reference<Object> garbage = new WeakReference<>(new Object(), queue);
        System.gc();
        try {
            assertThat(queue.remove(PATIENCE.toMillis()))
                    .as("the collector ran")
                    .isSameAs(garbage);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
