package chat.parley.messaging.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.messaging.block.Pairs;
import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.connection.Wire;
import chat.parley.messaging.log.Batch;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.CloseCode;
import chat.parley.protocol.live.ServerEvent;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// What one node's connections hear.
final class FanOutTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ENTRIES = "entries";

    private final ConnectionRegistry registry = new ConnectionRegistry(2);
    private final Pairs separation = new Pairs();
    private final FanOut fanOut = FanOut.local(registry, separation);
    private final ChatId chat = ChatId.random(RANDOM);
    private final Ear ada = new Ear();
    private final Ear bob = new Ear();

    @Test
    void onlyWhoFollowsTheConversationHearsIt() {
        registry.subscribe(ada.connection, new Joined(chat, 1));
        fanOut.applied(batch(), true);
        assertThat(ada.heard).containsExactly(ENTRIES);
        assertThat(bob.heard).isEmpty();
    }

    @Test
    void whoBlockedSomebodyHearsNotWhatThatOneDoes() {
        registry.subscribe(ada.connection, new Joined(chat, 1));
        registry.subscribe(bob.connection, new Joined(chat, 1));
        ServerEvent typing = new ServerEvent.TypingChanged(chat, ada.user, true);
        fanOut.toChat(chat, ada.user, typing);
        assertThat(bob.heard).containsExactly("typing");
        separation.separate(bob.user, ada.user);
        fanOut.toChat(chat, ada.user, typing);
        assertThat(bob.heard).containsExactly("typing");
        assertThat(ada.heard).containsExactly("typing", "typing");
    }

    @Test
    void whoJoinedLaterHearsNothingFromBefore() {
        registry.subscribe(ada.connection, new Joined(chat, 1));
        registry.subscribe(bob.connection, new Joined(chat, 2));
        fanOut.applied(batch(), false);
        assertThat(ada.heard).containsExactly(ENTRIES);
        assertThat(bob.heard).isEmpty();
    }

    @Test
    void whoIsRemovedHearsThatAndNothingOfTheBatch() {
        registry.subscribe(ada.connection, new Joined(chat, 1));
        registry.subscribe(bob.connection, new Joined(chat, 1));
        fanOut.applied(batch(notice(NoticeKind.REMOVED, bob)), true);
        assertThat(ada.heard).containsExactly(ENTRIES);
        assertThat(bob.heard).containsExactly("removed");
        assertThat(registry.isSubscribed(bob.connection, chat)).isFalse();
    }

    @Test
    void whoLeavesOrIsRemovedIsNamedAsDeparted() {
        List<UserId> departed = new ArrayList<>();
        FanOut telling = FanOut.local(registry, departed::add, separation);
        telling.applied(batch(notice(NoticeKind.JOINED, ada, bob), notice(NoticeKind.REMOVED, bob)), false);
        telling.applied(batch(notice(NoticeKind.LEFT, ada)), true);
        assertThat(departed).containsExactly(bob.user, ada.user);
    }

    @Test
    void whoIsAddedHearsOfItAndWhatFollows() {
        fanOut.applied(batch(notice(NoticeKind.CREATED, ada, bob)), true);
        fanOut.applied(batch(), true);
        assertThat(ada.heard).containsExactly("added", ENTRIES);
        assertThat(bob.heard).containsExactly("added", ENTRIES);
    }

    @Test
    void whoIsAddedAndRemovedInOneBatchStaysOut() {
        fanOut.applied(batch(notice(NoticeKind.JOINED, bob), notice(NoticeKind.REMOVED, bob)), true);
        assertThat(registry.isSubscribed(bob.connection, chat)).isFalse();
        assertThat(bob.heard).isEmpty();
    }

    @Test
    void aConnectionThatLeftIsNotBroughtBack() {
        registry.leave(bob.connection);
        assertThat(registry.subscribe(bob.connection, new Joined(chat, 1))).isFalse();
        assertThat(registry.isHere(bob.user)).isFalse();
        assertThat(registry.isWanted(chat)).isFalse();
    }

    @Test
    void aPersonHasNoMoreConnectionsThanAllowed() {
        assertThat(registry.enter(ada.another())).isTrue();
        assertThat(registry.enter(ada.another())).isFalse();
        assertThat(registry.size()).isEqualTo(3);
    }

    private Batch batch(LogEntry.Notice... notices) {
        byte[] frame = "{\"type\":\"entries\"}".getBytes(StandardCharsets.UTF_8);
        return new Batch(chat, 1, new Head(chat, 1, 0), List.of(notices), frame);
    }

    private LogEntry.Notice notice(NoticeKind kind, Ear... subjects) {
        List<UserId> users = Arrays.stream(subjects).map(ear -> ear.user).toList();
        return new LogEntry.Notice(chat, 1, 0, kind, ada.user, users, null, Instant.EPOCH);
    }

    private final class Ear implements Wire {
        private final UserId user = UserId.random(RANDOM);
        private final Connection connection = another();
        private final List<String> heard = new ArrayList<>();

        Ear() {
            assertThat(registry.enter(connection)).isTrue();
        }

        Connection another() {
            return new Connection("c", user, SessionId.random(RANDOM), this);
        }

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
