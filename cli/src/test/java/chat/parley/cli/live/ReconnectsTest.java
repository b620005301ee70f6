package chat.parley.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.cli.live.NextStep.GiveUp;
import chat.parley.cli.live.NextStep.Reconnect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReconnectsTest {
    private final Reconnects reconnects = new Reconnects(() -> 0.5);

    @Test
    void waitsLongerAfterEveryFailureUpToABound() {
        BackOff most = new BackOff(() -> 0.999_999);
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            seconds.add(Math.round(most.next().toMillis() / 500.0));
        }
        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void mayComeBackAtOnceSinceTheJitterIsFull() {
        assertThat(new BackOff(() -> 0).next()).isZero();
    }

    @Test
    void beginsAnewAfterAConnectionThatWorked() {
        assertThat(reconnects.after(LiveEnd.cut("x"))).isEqualTo(new Reconnect(Duration.ofMillis(250), false));
        assertThat(reconnects.after(LiveEnd.cut("x"))).isEqualTo(new Reconnect(Duration.ofMillis(500), false));
        reconnects.welcomed();
        assertThat(reconnects.after(LiveEnd.cut("x"))).isEqualTo(new Reconnect(Duration.ofMillis(250), false));
    }

    @Test
    void comesBackWhenADrainingNodeWantsIt() {
        assertThat(reconnects.after(LiveEnd.closed(1012, "reconnectAfterMs=1234")))
                .isEqualTo(new Reconnect(Duration.ofMillis(1_234), false));
    }

    @Test
    void getsAFreshTokenFirstAndOnlyOnceWithoutPatience() {
        LiveEnd expired = LiveEnd.closed(4401, "the token expired");
        assertThat(reconnects.after(expired)).isEqualTo(new Reconnect(Duration.ZERO, true));
        assertThat(reconnects.after(expired)).isEqualTo(new Reconnect(Duration.ofMillis(250), true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1003, 1007, 1008, 1009, 4400, 4403})
    void givesUpWhereAnotherAttemptWouldEndInTheSameWay(int code) {
        assertThat(reconnects.after(LiveEnd.closed(code, "no"))).isInstanceOf(GiveUp.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1006, 1011, 1013, 4408, 4409, 4429, 4430})
    void goesOnAfterWhatPasses(int code) {
        assertThat(reconnects.after(LiveEnd.closed(code, "later"))).isInstanceOf(Reconnect.class);
    }
}
