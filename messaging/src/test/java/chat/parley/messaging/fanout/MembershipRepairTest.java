package chat.parley.messaging.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.messaging.block.Pairs;
import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.connection.Wire;
import chat.parley.messaging.log.Batch;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.CloseCode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/// Memberships that were not heard of, or could not be followed at first.
final class MembershipRepairTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ChatId chat = ChatId.random(RANDOM);
    private final UserId ada = UserId.random(RANDOM);
    private final ConnectionRegistry registry = new ConnectionRegistry(20);
    private final MembershipChanges changes = new MembershipChanges();
    private final Ear ear = new Ear();
    private final Connection connection = new Connection("c", ada, SessionId.random(RANDOM), ear);
    private final Log log = new Log();
    private final Store store = new Store();

    @BeforeEach
    void enter() {
        assertThat(registry.enter(connection)).isTrue();
    }

    @Test
    void whoBecameAMemberWhileNobodyToldOfItIsFoundByAskingTheStore() {
        store.changed = List.of(new Roll.Changed(ada, chat, true));
        runFor(Duration.ofSeconds(15));
        assertThat(registry.isSubscribed(connection, chat)).isTrue();
        assertThat(ear.heard).containsExactly("added");
        assertThat(log.followed).containsExactly(chat);
    }

    @Test
    void whoIsAMemberNoLongerIsFoundLikewise() {
        registry.subscribe(connection, new Joined(chat, 1));
        store.member = false;
        store.changed = List.of(new Roll.Changed(ada, chat, false));
        runFor(Duration.ofSeconds(15));
        assertThat(registry.isSubscribed(connection, chat)).isFalse();
        assertThat(ear.heard).containsExactly("removed");
    }

    @Test
    void whatCouldNotBeFollowedIsFollowedLater() {
        log.failures = 2;
        assertThat(changes.offer(new MembershipChanges.Change.SaidAdded(ada, chat)))
                .isTrue();
        runFor(Duration.ofSeconds(30));
        assertThat(log.followed).containsExactly(chat);
        assertThat(ear.heard).containsExactly("added");
    }

    @Test
    void aConversationThatTheLogBroughtIsFollowedLaterToo() {
        log.failures = 1;
        registry.subscribe(connection, new Joined(chat, 1));
        assertThat(changes.offer(new MembershipChanges.Change.Subscribed(chat))).isTrue();
        runFor(Duration.ofSeconds(30));
        assertThat(log.followed).containsExactly(chat);
    }

    private void runFor(Duration time) {
        StepVerifier.withVirtualTime(() -> follower().run())
                .expectSubscription()
                .thenAwait(time)
                .thenCancel()
                .verify(PATIENCE);
    }

    private MembershipFollower follower() {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        MembershipCheck check = new MembershipCheck(registry, changes, store, clock);
        Audience audience = Audience.local(registry, log);
        return new MembershipFollower(changes, registry, audience, FanOut.local(registry, new Pairs()), store, check);
    }

    private static final class Store implements Roll {
        private List<Changed> changed = List.of();
        private boolean member = true;

        @Override
        public Mono<Joined> membership(ChatId asked, UserId user) {
            return member ? Mono.just(new Joined(asked, 1)) : Mono.empty();
        }

        @Override
        public Flux<Changed> changed(Collection<UserId> users, Instant since) {
            return Flux.fromIterable(changed);
        }
    }

    private static final class Log implements LogFeed {
        private final List<ChatId> followed = new ArrayList<>();
        private int failures;

        @Override
        public void received(Batch batch) {}

        @Override
        public Mono<List<Head>> heads(Collection<ChatId> chats) {
            return failures-- > 0
                    ? Mono.error(new IllegalStateException("away"))
                    : Mono.just(chats.stream().map(one -> new Head(one, 1, 0)).toList());
        }

        @Override
        public void interested(ChatId one, Head known) {
            followed.add(one);
        }

        @Override
        public void uninterested(ChatId one) {}

        @Override
        public Mono<Void> checkHeads() {
            return Mono.empty();
        }
    }

    private static final class Ear implements Wire {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void offer(Frame frame) {
            heard.add(new String(frame.bytes(), StandardCharsets.UTF_8).replaceAll(".*\"type\":\"([a-z]+)\".*", "$1"));
        }

        @Override
        public Mono<Void> drained() {
            return Mono.empty();
        }

        @Override
        public void close(CloseCode code, String reason) {}
    }
}
