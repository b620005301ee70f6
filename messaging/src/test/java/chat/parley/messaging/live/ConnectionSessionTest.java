package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.edge.token.AccessToken;
import chat.parley.messaging.block.Pairs;
import chat.parley.messaging.fanout.Audience;
import chat.parley.messaging.fanout.ConnectionRegistry;
import chat.parley.messaging.fanout.FanOut;
import chat.parley.messaging.log.AppendOutcome;
import chat.parley.messaging.presence.Presence;
import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.CloseCode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A connection's life without a transport, in a time of our own.
final class ConnectionSessionTest {
    private static final String HELLO = "{'type':'hello','protocol':1,'token':'good','cursors':[]}";

    private final AtomicLong now = new AtomicLong();
    private final ConnectionRegistry registry = new ConnectionRegistry(20);
    private final FakeChats chats = new FakeChats();
    private final FakeGate gate = new FakeGate();
    private final FakeWire wire = new FakeWire();
    private final LiveConnections connections = new LiveConnections(parts(gate, registry, chats, now::get), 10, 10);
    private final ConnectionSession session = connections.open(wire, "here");

    @Test
    void helloIsAnsweredByWelcomeAndHeads() {
        say(HELLO);
        assertThat(wire.types()).containsExactly("welcome", "heads");
        assertThat(registry.of(FakeChats.CHAT)).hasSize(1);
    }

    @Test
    void whatIsSaidBeforeTheWelcomeWaitsForIt() {
        Mono<Void> hello = session.text(HELLO.replace('\'', '"'));
        say("{'type':'ping'}");
        assertThat(wire.types()).isEmpty();
        run(hello);
        assertThat(wire.types()).startsWith("welcome").contains("pong");
    }

    @Test
    void whoWasRemovedBetweenTheQuestionAndTheSubscriptionStaysOut() {
        chats.memberships = List.of(List.of(FakeChats.CHAT), List.of());
        say(HELLO);
        assertThat(wire.types()).contains("removed");
        assertThat(registry.of(FakeChats.CHAT)).isEmpty();
    }

    @Test
    void withoutRedisNobodyNewIsLetIn() {
        gate.away = true;
        say(HELLO);
        assertThat(wire.closed()).isEqualTo(CloseCode.TRY_LATER);
    }

    @Test
    void withoutTheStoreAConnectionStaysAndIsBroughtUpToDateLater() {
        VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        try {
            chats.away = true;
            say(HELLO);
            assertThat(wire.types()).containsExactly("welcome", "error");
            chats.away = false;
            time.advanceTimeBy(Duration.ofSeconds(5));
            assertThat(wire.types()).containsExactly("welcome", "error", "heads");
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    void sendsArePipelinedInOrderUpToALimit() {
        say(HELLO);
        for (int i = 0; i < CommandIntake.OUTSTANDING; i++) {
            now.addAndGet(Duration.ofMillis(50).toNanos());
            send();
        }
        assertThat(chats.appended).hasSize(CommandIntake.OUTSTANDING);
        UUID tooMany = send();
        assertThat(chats.appended).hasSize(CommandIntake.OUTSTANDING);
        assertThat(wire.last().path("code").stringValue()).isEqualTo("OVERLOADED");
        assertThat(wire.last().path("ref").stringValue()).isEqualTo(tooMany.toString());
        assertThat(wire.last().path("retryAfterMs").longValue()).isPositive();
    }

    @Test
    void aRefusedSendIsAnsweredByItsId() {
        chats.answer = Mono.just(new AppendOutcome.Refused(ErrorCode.NOT_FOUND, "no", null));
        say(HELLO);
        UUID id = send();
        assertThat(wire.last().path("code").stringValue()).isEqualTo("NOT_FOUND");
        assertThat(wire.last().path("ref").stringValue()).isEqualTo(id.toString());
    }

    @Test
    void aSendThatFailsSurprisinglyHasAnUnknownOutcome() {
        chats.answer = Mono.error(new IllegalStateException("surprise"));
        say(HELLO);
        send();
        assertThat(wire.last().path("code").stringValue()).isEqualTo("OUTCOME_UNKNOWN");
    }

    @Test
    void silenceEndsTheConnection() {
        say(HELLO);
        later(39);
        assertThat(wire.closed()).isNull();
        assertThat(session.ping()).isTrue();
        later(39);
        assertThat(wire.closed()).isNull();
        later(2);
        assertThat(wire.closed()).isEqualTo(CloseCode.TIMEOUT);
        assertThat(registry.size()).isZero();
    }

    @Test
    void aGoneTransportTakesEverythingWithIt() {
        say(HELLO);
        connections.closed(session);
        assertThat(registry.size()).isZero();
        assertThat(registry.of(FakeChats.CHAT)).isEmpty();
        send();
        assertThat(chats.appended).isEmpty();
    }

    @Test
    void openConnectionsStayFiveMinutesWhenSessionsCannotBeChecked() {
        say(HELLO);
        SessionSweep sweep = new SessionSweep(connections, gate, now::get);
        gate.away = true;
        now.addAndGet(SessionSweep.TRUST.toNanos());
        sweep.run().block(Duration.ofSeconds(5));
        assertThat(wire.closed()).isNull();
        now.addAndGet(1);
        sweep.run().block(Duration.ofSeconds(5));
        assertThat(wire.closed()).isEqualTo(CloseCode.TRY_LATER);
    }

    private void later(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
        session.checkDeadlines();
    }

    @CanIgnoreReturnValue
    private UUID send() {
        UUID id = UUID.randomUUID();
        say("{'type':'send','chatId':'" + FakeChats.CHAT + "','clientMessageId':'" + id + "','text':'x'}");
        return id;
    }

    private void say(String json) {
        run(session.text(json.replace('\'', '"')));
    }

    private static void run(Mono<Void> work) {
        Disposable unused = work.subscribe();
    }

    /// Without a store, without other nodes, in a time that stands still.
    static SessionParts parts() {
        return parts(new FakeGate(), new ConnectionRegistry(20), new FakeChats(), () -> 0);
    }

    private static SessionParts parts(Gate gate, ConnectionRegistry registry, FakeChats chats, LongSupplier nanos) {
        Audience audience = Audience.local(registry, chats);
        Presence presence = Presence.local(registry, (viewer, candidates) -> Mono.just(Set.copyOf(candidates)));
        EntryPages pages = new EntryPages(chats);
        return new SessionParts(
                gate,
                audience,
                presence,
                new Synchronisation(chats, audience, pages, new Pairs()),
                new Commands(chats, audience, FanOut.local(registry, new Pairs()), presence, pages),
                30,
                nanos,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private static final class FakeGate implements Gate {
        private static final AccessToken TOKEN = new AccessToken(
                new UserId("a".repeat(24)),
                new SessionId("5".repeat(32)),
                Instant.EPOCH.plusSeconds(600),
                AccountRole.USER);

        private boolean away;

        @Override
        public Mono<AccessToken> admit(String token) {
            return away ? Mono.error(new IllegalStateException("away")) : Mono.just(TOKEN);
        }

        @Override
        public Mono<Set<SessionId>> ended(Collection<AccessToken> tokens) {
            return away ? Mono.error(new IllegalStateException("away")) : Mono.just(Set.of());
        }
    }
}
