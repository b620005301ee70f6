package chat.parley.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.cli.live.LiveAddress;
import chat.parley.cli.live.Transport;
import chat.parley.cli.node.Mischief;
import chat.parley.cli.node.PretendNode;
import chat.parley.cli.report.Integrity;
import chat.parley.cli.report.LoadReport;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole runs against a node that does as it is told: what it does wrong must be in the report.
final class LoadRunTest {
    private final PretendNode node = new PretendNode();

    @AfterEach
    void close() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void findsNothingWrongWithANodeThatKeepsItsPromises(Transport transport) {
        LoadReport report = run(transport, 0);
        assertThat(report.integrity().holds()).isTrue();
        assertThat(report.errors()).isEmpty();
        assertThat(report.reconnects()).isEmpty();
        assertThat(report.sends()).isPositive();
        assertThat(report.sendToDeliver().count()).isEqualTo(report.sendToAck().count() * 5);
    }

    @Test
    void findsEverythingAgainAfterStorms() {
        LoadReport report = run(Transport.RSOCKET_TCP, 1);
        assertThat(report.integrity().holds()).isTrue();
        assertThat(report.reconnects()).containsEntry("CUT", 10L);
        assertThat(report.integrity().unanswered()).isZero();
    }

    @Test
    void repairsAnEntryThatWasLostOnTheWay() {
        AtomicInteger entries = new AtomicInteger();
        node.mischief((user, seq, entry) -> entries.incrementAndGet() == 40 ? List.of() : List.of(entry));
        Integrity found = run(Transport.RSOCKET_TCP, 0).integrity();
        assertThat(found.holds()).isTrue();
        assertThat(found.gaps() + found.lateFound()).isPositive();
    }

    @Test
    void seesAnEntryThatCameTwice() {
        AtomicInteger entries = new AtomicInteger();
        node.mischief((user, seq, entry) -> entries.incrementAndGet() == 40 ? List.of(entry, entry) : List.of(entry));
        assertThat(run(Transport.RSOCKET_TCP, 0).integrity().doubled()).isOne();
    }

    @Test
    void seesAnAcknowledgedMessageThatIsNotThere() {
        node.forget(2);
        Integrity found = run(Transport.RSOCKET_TCP, 0).integrity();
        assertThat(found.acknowledgedLost()).isEqualTo(2);
        assertThat(found.holds()).isFalse();
    }

    @Test
    void seesThatEntriesCameInTheWrongOrder() {
        List<String> held = new ArrayList<>();
        node.mischief(swapping(held));
        Integrity found = run(Transport.WEBSOCKET, 0).integrity();
        assertThat(found.disordered() + found.doubled()).isPositive();
        assertThat(found.holds()).isFalse();
    }

    /// One client gets its twentieth entry before the nineteenth, and both again.
    private static Mischief swapping(List<String> held) {
        AtomicReference<String> unlucky = new AtomicReference<>("");
        return (user, seq, entry) -> {
            unlucky.compareAndSet("", user);
            if (!user.equals(unlucky.get()) || seq < 19 || seq > 20) {
                return List.of(entry);
            }
            held.add(entry);
            return seq == 19 ? List.of() : List.of(held.get(1), held.get(0), held.get(0), held.get(1));
        };
    }

    private LoadReport run(Transport transport, int stormSeconds) {
        URI address = URI.create(
                switch (transport) {
                    case RSOCKET_TCP -> node.tcp();
                    case RSOCKET_WS -> node.rsocketWebSocket();
                    case WEBSOCKET -> node.webSocket();
                });
        Plan plan = new Plan(
                URI.create(node.server()),
                List.of(LiveAddress.node(address, transport)),
                10,
                5,
                200,
                Arrivals.POISSON,
                0,
                Duration.ZERO,
                Duration.ofMillis(100),
                Duration.ZERO,
                Duration.ofSeconds(2),
                Duration.ofSeconds(stormSeconds),
                1,
                50,
                1,
                List.of());
        try (LoadRun run = new LoadRun(plan, new Progress(new PrintWriter(Writer.nullWriter()), false))) {
            return run.execute();
        }
    }
}
