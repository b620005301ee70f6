package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.teststores.LeakWatch;
import io.netty.buffer.ByteBufAllocator;

/// No buffer is lost: Netty watches every one of them while these tests run.
public final class Leaks {
    private static final int ROUNDS = 5;

    private Leaks() {}

    /// Whatever was lost so far.
    public static void assertNone() {
        collect();
        assertThat(LeakWatch.found()).isEmpty();
    }

    /// Netty looks for what the collector found whenever it hands out another buffer.
    static void collect() {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            ByteBufAllocator.DEFAULT.buffer(16).release();
        }
    }
}
