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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/// Leases in a real Redis, and what is made of them.
final class PresenceTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final RedisClient CLIENT =
            RedisClient.create(PrivateRedis.shared().uri());

    private final UserId ada = UserId.random(RANDOM);
    private final UserId bob = UserId.random(RANDOM);

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
        Presence presence = new Presence(new ConnectionRegistry(20), leases, PresenceTest::everybody, now::get);
        Listener watcher = new Listener();
        leases.online.add(bob);
        presence.watch(watcher.of(ada), List.of(bob)).block(PATIENCE);
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
        Presence presence = new Presence(new ConnectionRegistry(20), leases, PresenceTest::everybody, () -> 0);
        Listener watcher = new Listener();
        presence.watch(watcher.of(ada), List.of(bob)).block(PATIENCE);
        presence.poll().block(PATIENCE);
        leases.online.add(bob);
        presence.poll().block(PATIENCE);
        presence.poll().block(PATIENCE);
        assertThat(watcher.heard).hasSize(2);
    }

    private static Mono<Set<UserId>> everybody(UserId viewer, Collection<UserId> candidates) {
        return Mono.just(Set.copyOf(candidates));
    }

    private static Leases leases(long millis) {
        RedisLeases leases = new RedisLeases("node-" + RANDOM.nextLong(), millis);
        leases.use(CLIENT.connect());
        return leases;
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
