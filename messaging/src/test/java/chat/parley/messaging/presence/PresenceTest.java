package chat.parley.messaging.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.connection.Wire;
import chat.parley.messaging.fanout.ConnectionRegistry;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.CloseCode;
import chat.parley.teststores.PrivateRedis;
import io.lettuce.core.RedisClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/// Leases in a real Redis, and what is made of them.
final class PresenceTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final RedisClient CLIENT =
            RedisClient.create(PrivateRedis.shared().uri());

    private final UserId ada = UserId.random(RANDOM);
    private final UserId bob = UserId.random(RANDOM);
    private final UserId cid = UserId.random(RANDOM);
    private final ConnectionRegistry registry = new ConnectionRegistry(20);

    @AfterAll
    static void stop() {
        CLIENT.shutdown();
    }

    @Test
    void aPersonIsOnlineUntilTheLastNodeLetsGo() {
        Leases one = leases(30_000);
        Leases two = leases(30_000);
        StepVerifier.create(one.renew(List.of(ada, bob))
                        .then(two.renew(List.of(ada)))
                        .then(one.end(List.of(ada, bob)))
                        .then(one.online(List.of(ada, bob))))
                .expectNext(Set.of(ada))
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(two.end(List.of(ada)).then(one.online(List.of(ada, bob))))
                .expectNext(Set.of())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aDeadNodesLeasesEndByThemselves() {
        Leases dying = leases(300);
        Leases other = leases(30_000);
        assertThat(dying.renew(List.of(ada)).then(other.online(List.of(ada))).block(PATIENCE))
                .containsExactly(ada);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Set.of().equals(other.online(List.of(ada)).block(PATIENCE)));
    }

    @Test
    void nobodyIsShownOfflineBecauseRedisIsAway() {
        FakeLeases leases = new FakeLeases();
        AtomicLong now = new AtomicLong();
        Presence presence = new Presence(registry, leases, PresenceTest::everybody, now::get);
        Listener watcher = new Listener();
        leases.online.add(bob);
        presence.watch(entered(watcher.of(ada)), List.of(bob)).block(PATIENCE);
        leases.away = true;
        StepVerifier.create(presence.poll()).expectError().verify(PATIENCE);
        leases.away = false;
        leases.online.clear();
        presence.poll().block(PATIENCE);
        assertThat(watcher.heard).hasSize(1).first().asString().contains("\"online\":true");
        now.addAndGet(Presence.GRACE.toNanos() + 1);
        presence.poll().block(PATIENCE);
        assertThat(watcher.heard).hasSize(2).last().asString().contains("\"online\":false");
    }

    @Test
    void onlyChangesAreTold() {
        FakeLeases leases = new FakeLeases();
        Presence presence = new Presence(registry, leases, PresenceTest::everybody, () -> 0);
        Listener watcher = new Listener();
        presence.watch(entered(watcher.of(ada)), List.of(bob)).block(PATIENCE);
        presence.poll().block(PATIENCE);
        leases.online.add(bob);
        presence.poll().block(PATIENCE);
        presence.poll().block(PATIENCE);
        assertThat(watcher.heard).hasSize(2);
    }

    @Test
    void whoComesIsToldToAllWhoWatchWhoeverLooksFirst() {
        FakeLeases leases = new FakeLeases();
        Presence presence = new Presence(registry, leases, PresenceTest::everybody, () -> 0);
        Listener first = new Listener();
        Listener second = new Listener();
        presence.watch(entered(first.of(ada)), List.of(bob)).block(PATIENCE);
        leases.online.add(bob);
        presence.watch(entered(second.of(cid)), List.of(bob)).block(PATIENCE);
        presence.poll().block(PATIENCE);
        assertThat(first.heard).hasSize(2).last().asString().contains("\"online\":true");
        assertThat(second.heard).hasSize(1).last().asString().contains("\"online\":true");
    }

    @Test
    void whoGoesIsToldToAllWhoWatchWhoeverLooksFirst() {
        FakeLeases leases = new FakeLeases();
        Presence presence = new Presence(registry, leases, PresenceTest::everybody, () -> 0);
        Listener first = new Listener();
        Listener second = new Listener();
        leases.online.add(bob);
        presence.watch(entered(first.of(ada)), List.of(bob)).block(PATIENCE);
        leases.online.remove(bob);
        presence.watch(entered(second.of(cid)), List.of(bob)).block(PATIENCE);
        presence.poll().block(PATIENCE);
        assertThat(first.heard).hasSize(2).last().asString().contains("\"online\":false");
        assertThat(second.heard).hasSize(1).last().asString().contains("\"online\":false");
    }

    @Test
    void whoLeftWhileTheStoreWasAskedWatchesNobody() {
        FakeLeases leases = new FakeLeases();
        Presence presence = new Presence(registry, leases, PresenceTest::everybody, () -> 0);
        Listener gone = new Listener();
        presence.watch(gone.of(ada), List.of(bob)).block(PATIENCE);
        leases.online.add(bob);
        presence.poll().block(PATIENCE);
        assertThat(gone.heard).noneMatch(event -> event.contains("\"online\":true"));
    }

    @Test
    void whoLostTheLastCommonConversationNoLongerHears() {
        AdaWatchesBobAndCid watching = new AdaWatchesBobAndCid(Mono.just(Set.of(cid)));
        watching.presence.departed(ada);
        watching.presence.part().block(PATIENCE);
        assertThat(watching.heardWhenBothCome()).contains(cid.value()).doesNotContain(bob.value());
    }

    @Test
    void whoLostTheLastCommonConversationIsNoLongerToldOf() {
        AdaWatchesBobAndCid watching = new AdaWatchesBobAndCid(Mono.just(Set.of()));
        watching.presence.departed(bob);
        watching.presence.part().block(PATIENCE);
        assertThat(watching.heardWhenBothCome()).contains(cid.value()).doesNotContain(bob.value());
    }

    @Test
    void whoSharesAnotherConversationIsToldAsBefore() {
        AdaWatchesBobAndCid watching = new AdaWatchesBobAndCid(Mono.just(Set.of(ada)));
        watching.presence.departed(bob);
        watching.presence.part().block(PATIENCE);
        assertThat(watching.heardWhenBothCome()).contains(cid.value(), bob.value());
    }

    @Test
    void whoCannotBeAskedAboutIsAskedAboutAgain() {
        AtomicInteger asked = new AtomicInteger();
        AdaWatchesBobAndCid watching = new AdaWatchesBobAndCid(Mono.defer(() -> asked.incrementAndGet() == 1
                ? Mono.error(new IllegalStateException("the store is away"))
                : Mono.just(Set.of())));
        watching.presence.departed(bob);
        watching.presence.part().repeat(2).blockLast(PATIENCE);
        assertThat(asked).hasValue(2);
        assertThat(watching.heardWhenBothCome()).doesNotContain(bob.value());
    }

    @Test
    void whoPartsWhileTheStoreIsAskedIsNotWatchedForLong() {
        Sinks.One<Set<UserId>> late = Sinks.one();
        Deque<Mono<Set<UserId>>> answers = new ArrayDeque<>(List.of(late.asMono(), Mono.just(Set.of())));
        FakeLeases leases = new FakeLeases();
        ConnectionRegistry registry = new ConnectionRegistry(20);
        Presence presence = new Presence(registry, leases, (viewer, others) -> answers.removeFirst(), () -> 0);
        Listener watcher = new Listener();
        Connection connection = watcher.of(ada);
        assertThat(registry.enter(connection)).isTrue();
        StepVerifier.create(presence.watch(connection, List.of(bob)))
                .then(() -> presence.departed(bob))
                .then(() -> late.tryEmitValue(Set.of(bob)).orThrow())
                .expectComplete()
                .verify(PATIENCE);
        presence.part().block(PATIENCE);
        leases.online.add(bob);
        presence.poll().block(PATIENCE);
        assertThat(watcher.heard).hasSize(1).first().asString().contains("\"online\":false");
    }

    private static Mono<Set<UserId>> everybody(UserId viewer, Collection<UserId> candidates) {
        return Mono.just(Set.copyOf(candidates));
    }

    private static Leases leases(long millis) {
        RedisLeases leases = new RedisLeases("node-" + RANDOM.nextLong(), millis);
        leases.use(CLIENT.connect());
        return leases;
    }

    private Connection entered(Connection connection) {
        assertThat(registry.enter(connection)).isTrue();
        return connection;
    }

    /// All know each other until Ada watches; then the store answers differently.
    private final class AdaWatchesBobAndCid {
        private final FakeLeases leases = new FakeLeases();
        private final Listener watcher = new Listener();
        private final Presence presence;

        AdaWatchesBobAndCid(Mono<Set<UserId>> laterAnswer) {
            Deque<Mono<Set<UserId>>> first = new ArrayDeque<>(List.of(Mono.just(Set.of(bob, cid))));
            presence = new Presence(
                    registry,
                    leases,
                    (viewer, others) -> Objects.requireNonNullElse(first.poll(), laterAnswer),
                    () -> 0);
            Connection connection = watcher.of(ada);
            assertThat(registry.enter(connection)).isTrue();
            presence.watch(connection, List.of(bob, cid)).block(PATIENCE);
        }

        String heardWhenBothCome() {
            leases.online.addAll(List.of(bob, cid));
            presence.poll().block(PATIENCE);
            assertThat(watcher.heard).hasSize(2);
            return watcher.heard.getLast();
        }
    }

    private static final class FakeLeases implements Leases {
        private final Set<UserId> online = new HashSet<>();
        private boolean away;

        @Override
        public Mono<Void> renew(Collection<UserId> users) {
            return Mono.fromRunnable(() -> online.addAll(users));
        }

        @Override
        public Mono<Void> end(Collection<UserId> users) {
            return Mono.fromRunnable(() -> online.removeAll(users));
        }

        @Override
        public Mono<Set<UserId>> online(Collection<UserId> users) {
            return away ? Mono.error(new IllegalStateException("away")) : Mono.fromSupplier(() -> Set.copyOf(online));
        }
    }

    private static final class Listener implements Wire {
        private final List<String> heard = new ArrayList<>();

        Connection of(UserId user) {
            return new Connection("c", user, SessionId.random(RANDOM), this);
        }

        @Override
        public void offer(Frame frame) {
            heard.add(new String(frame.bytes(), StandardCharsets.UTF_8));
        }

        @Override
        public Mono<Void> drained() {
            return Mono.empty();
        }

        @Override
        public void close(CloseCode code, String reason) {}
    }
}
