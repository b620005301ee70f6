package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.live.CloseCode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

final class DrainOrderTest {
    private final LiveConnections connections =
            new LiveConnections(ConnectionSessionTest.parts(), Integer.MAX_VALUE, Integer.MAX_VALUE);

    @Test
    void theClosesAreSpreadOverTheWindow() {
        List<FakeWire> wires = open(2_000);
        StepVerifier.withVirtualTime(() -> new Drain(connections, Duration.ofSeconds(5)).run())
                .thenAwait(Duration.ofMillis(2_500))
                .then(() -> assertThat(closed(wires)).isBetween(800L, 1_200L))
                .thenAwait(Duration.ofMillis(2_500))
                .verifyComplete();
        assertThat(closed(wires)).isEqualTo(2_000);
    }

    @Test
    void aFewDoNotWaitForSeconds() {
        List<FakeWire> wires = open(3);
        StepVerifier.withVirtualTime(() -> new Drain(connections, Duration.ofSeconds(5)).run())
                .thenAwait(Duration.ofMillis(200))
                .verifyComplete();
        assertThat(closed(wires)).isEqualTo(3);
    }

    @Test
    void whoComesMeanwhileIsSentAwayAtOnce() {
        StepVerifier.create(new Drain(connections, Duration.ofSeconds(5)).run()).verifyComplete();
        assertThat(connections.hasRoom()).isFalse();
        assertThat(closed(open(1))).isEqualTo(1);
    }

    private List<FakeWire> open(int count) {
        return IntStream.range(0, count).mapToObj(i -> open()).toList();
    }

    private FakeWire open() {
        FakeWire wire = new FakeWire();
        ConnectionSession unused = connections.open(wire, "here");
        return wire;
    }

    private static long closed(List<FakeWire> wires) {
        return wires.stream()
                .filter(wire -> wire.closed() == CloseCode.DRAINING)
                .count();
    }
}
