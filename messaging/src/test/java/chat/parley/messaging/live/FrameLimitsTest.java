package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.messaging.live.FrameLimits.Verdict;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.live.ClientCommand;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FrameLimitsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void aBurstPassesAndThenThirtyASecond() {
        FrameLimits limits = new FrameLimits(30, 0);
        assertThat(passing(limits, 0, 200)).isEqualTo(60);
        assertThat(passing(limits, SECOND, 90)).isEqualTo(30);
    }

    @Test
    void whoIsRefusedAHundredTimesWithinAWhileHasToGo() {
        FrameLimits limits = new FrameLimits(30, 0);
        assertThat(LongStream.range(0, 160).mapToObj(i -> limits.frame(0))).doesNotContain(Verdict.END);
        assertThat(limits.frame(0)).isEqualTo(Verdict.END);
    }

    @Test
    void whoWaitsAsToldPasses() {
        FrameLimits limits = new FrameLimits(30, 0);
        assertThat(passing(limits, 0, 61)).isEqualTo(60);
        long wait = Duration.ofMillis(limits.retryAfterMillis()).toNanos();
        assertThat(limits.frame(wait)).isEqualTo(Verdict.PASS);
    }

    @Test
    void typingIsToldOnceInThreeSecondsAndItsEndOnce() {
        TypingThrottle throttle = new TypingThrottle();
        ClientCommand.Typing on = new ClientCommand.Typing(new ChatId("a".repeat(24)), true);
        ClientCommand.Typing off = new ClientCommand.Typing(new ChatId("a".repeat(24)), false);
        assertThat(throttle.passes(off, 0)).isFalse();
        assertThat(throttle.passes(on, 0)).isTrue();
        assertThat(throttle.passes(on, SECOND)).isFalse();
        assertThat(throttle.passes(on, 3 * SECOND)).isTrue();
        assertThat(throttle.passes(off, 3 * SECOND)).isTrue();
        assertThat(throttle.passes(off, 3 * SECOND)).isFalse();
    }

    private static long passing(FrameLimits limits, long now, int tries) {
        return LongStream.range(0, tries)
                .filter(i -> limits.frame(now) == Verdict.PASS)
                .count();
    }
}
