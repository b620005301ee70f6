package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.teststores.LeakWatch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

final class LeaksTest {
    @Test
    void theWatchFindsALostBuffer() {
        Leaks.assertNone();
        lose();
        Leaks.collect();
        assertThat(LeakWatch.found()).isNotEmpty();
        LeakWatch.found().clear();
    }

    private static void lose() {
        ByteBuf lost = ByteBufAllocator.DEFAULT.buffer(16);
        assertThat(lost.writeByte(1).refCnt()).isOne();
    }
}
