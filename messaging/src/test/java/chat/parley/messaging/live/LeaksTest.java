package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.teststores.LeakWatch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/// No buffer is lost: Netty watches every one of them while these tests run.
public final class LeaksTest {
    private static final int ROUNDS = 5;

    /// Whatever was lost so far.
    public static void assertNone() {
        collect();
        assertThat(LeakWatch.found()).isEmpty();
    }

    /// The watch itself finds what is lost.
    @Test
    void aLostBufferIsFound() {
        assertNone();
        lose();
        collect();
        assertThat(LeakWatch.found()).isNotEmpty();
        LeakWatch.found().clear();
    }

    private static void lose() {
        ByteBuf lost = ByteBufAllocator.DEFAULT.buffer(16);
        assertThat(lost.writeByte(1).refCnt()).isOne();
    }

    /// Netty looks for what the collector found whenever it hands out another buffer.
    private static void collect() {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            ByteBufAllocator.DEFAULT.buffer(16).release();
        }
    }
}
