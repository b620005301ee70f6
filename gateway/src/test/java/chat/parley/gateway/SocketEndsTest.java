package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.faults.proxy.FaultyLink;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How an end on one side of the gateway arrives on the other.
@Timeout(60)
final class SocketEndsTest {
    private final BlockingQueue<Line> joined = new LinkedBlockingQueue<>();
    private final PretendService service = PretendService.that(line -> joined.add(line.say(Line.UPGRADED)));
    private final FaultyLink link = FaultyLink.toLocalPort(service.port());
    private TestGateway gateway;
    private Line caller;
    private Line messaging;

    @BeforeEach
    void open() throws InterruptedException {
        gateway = TestGateway.before("http://127.0.0.1:" + link.port(), "--parley.gateway.sockets.silence=2s");
        caller = gateway.connect().say(Line.upgrade("/ws"));
        assertThat(caller.head()).isEqualTo(Line.UPGRADED);
        messaging = joined.poll(10, TimeUnit.SECONDS);
        assertThat(messaging).isNotNull();
    }

    @AfterEach
    void close() {
        caller.close();
        gateway.close();
        link.close();
        service.close();
    }

    @Test
    void aCallerThatEndsStillHearsTheAnswer() {
        caller.say("last words").shutUp();
        assertThat(messaging.rest()).isEqualTo("last words");
        messaging.say("answer").close();
        assertThat(caller.rest()).isEqualTo("answer");
    }

    @Test
    void messagingThatEndsStillHearsTheCaller() {
        messaging.say("\u0088\u0002\u00111").shutUp();
        assertThat(caller.rest()).isEqualTo("\u0088\u0002\u00111");
        caller.say("understood").close();
        assertThat(messaging.rest()).isEqualTo("understood");
    }

    @Test
    void aCallerThatCrashesIsGoneForMessagingToo() {
        caller.reset();
        assertThat(messaging.rest()).isEmpty();
    }

    @Test
    void messagingThatCrashesIsGoneForTheCallerToo() {
        messaging.say("half a fra");
        assertThat(caller.hear(10)).isEqualTo("half a fra");
        link.kill();
        assertThat(caller.rest()).isEmpty();
    }

    @Test
    void findsOutThatMessagingIsGoneWithoutAWord() {
        link.halfOpen();
        assertThat(caller.rest()).isEmpty();
    }

    @Test
    void sendsEverybodyAwayWhenItStops() {
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
        assertThat(caller.rest()).isEmpty();
        caller.say("last words").close();
        assertThat(messaging.rest()).isEqualTo("last words");
        messaging.close();
        assertThat(stopped).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void asksToComeBackLaterWhenMessagingDoesNotAnswer() {
        link.refuse();
        try (Line next = gateway.connect()) {
            assertThat(next.say(Line.upgrade("/ws")).rest()).isEqualTo(Line.UPGRADED + "\u0088\u0002\u0003\u00f5");
        }
    }

    @Test
    void doesNotWaitForEverForMessagingToAnswer() {
        link.partition();
        try (Line next = gateway.connect()) {
            assertThat(next.say(Line.upgrade("/rsocket")).rest()).endsWith("\u0088\u0002\u0003\u00f5");
        }
    }
}
