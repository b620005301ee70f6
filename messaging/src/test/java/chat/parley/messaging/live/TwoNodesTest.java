package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.messaging.log.BatchEncoder;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two whole nodes on one store and one Redis, and people who talk over WebSockets.
final class TwoNodesTest {
    private static final EmbeddedMongo MONGO = EmbeddedMongo.temporary();
    private static TestNode left;
    private static TestNode right;

    @BeforeAll
    static void start() {
        String redis = PrivateRedis.shared().uri();
        left = new TestNode(MONGO, redis, "two-nodes");
        right = new TestNode(MONGO, redis, "two-nodes");
    }

    @AfterAll
    static void stop() {
        // All queries of all these tests.
        assertThat(left.servedByNoIndex()).isEmpty();
        assertThat(right.servedByNoIndex()).isEmpty();
        left.close();
        right.close();
        MONGO.close();
    }

    @Test
    void aMessageReachesTheOtherNodesConnections() {
        UserId ada = TestNode.user();
        UserId bob = TestNode.user();
        ChatId chat = left.group(ada, bob);
        try (TestClient a = left.live(ada);
                TestClient b = right.live(bob)) {
            UUID id = a.send(chat, "hello");
            JsonNode ack = a.next("ack");
            assertThat(ack.path("clientMessageId").stringValue()).isEqualTo(id.toString());
            assertThat(ack.path("seq").longValue()).isEqualTo(2);
            JsonNode entries = b.next("entries");
            assertThat(entries.path("entries").path(0).path("text").stringValue())
                    .isEqualTo("hello");
            assertThat(a.seqsUpTo(chat, 2)).containsExactly(2L);
        }
    }

    @Test
    void aMessageIsEncodedOnceHoweverManyItGoesTo() {
        List<UserId> people = Stream.generate(TestNode::user).limit(10).toList();
        ChatId chat = left.group(people.getFirst(), people.subList(1, 10).toArray(UserId[]::new));
        List<TestClient> clients = new ArrayList<>();
        try {
            people.forEach(user -> clients.addAll(List.of(left.live(user), right.live(user))));
            long leftBefore = left.bean(BatchEncoder.class).encoded();
            long rightBefore = right.bean(BatchEncoder.class).encoded();
            clients.getFirst().send(chat, "to twenty sockets on two nodes");
            clients.forEach(client -> assertThat(client.seqsUpTo(chat, 2)).containsExactly(2L));
            assertThat(left.bean(BatchEncoder.class).encoded() - leftBefore).isEqualTo(1);
            assertThat(right.bean(BatchEncoder.class).encoded() - rightBefore).isZero();
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    @Test
    void whoJoinsLateReadsNothingFromBefore() {
        UserId ada = TestNode.user();
        UserId bob = TestNode.user();
        ChatId chat = left.group(ada);
        left.write(chat, ada, "between us");
        left.notice(chat, ada, NoticeKind.JOINED, List.of(bob));
        try (TestClient b = right.open().hello(right.signIn(bob), TestClient.cursor(chat, 0))) {
            assertThat(firstSeq(b.next("entries"))).isEqualTo(3);
            b.say("{'type':'resume','chatId':'" + chat + "','after':0}");
            assertThat(firstSeq(b.next("entries"))).isEqualTo(3);
        }
    }

    private static long firstSeq(JsonNode entries) {
        return entries.path("entries").path(0).path("seq").longValue();
    }

    @Test
    void theSameMessageSentToBothNodesAtOnceIsOneMessage() {
        UserId ada = TestNode.user();
        ChatId chat = left.group(ada);
        try (TestClient a = left.live(ada);
                TestClient b = right.live(ada)) {
            UUID id = UUID.randomUUID();
            a.send(chat, id, "once");
            b.send(chat, id, "once");
            JsonNode first = a.next("ack");
            JsonNode second = b.next("ack");
            assertThat(first.path("seq")).isEqualTo(second.path("seq"));
            assertThat(first.path("id")).isEqualTo(second.path("id"));
            assertThat(List.of(
                            first.path("duplicate").booleanValue(),
                            second.path("duplicate").booleanValue()))
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void whoIsAddedOnOneNodeHearsOnTheOtherUntilRemoved() {
        UserId ada = TestNode.user();
        UserId bob = TestNode.user();
        ChatId chat = left.group(ada);
        try (TestClient b = right.live(bob)) {
            left.notice(chat, ada, NoticeKind.JOINED, List.of(bob));
            assertThat(b.next("added").path("chatId").stringValue()).isEqualTo(chat.value());
            left.write(chat, ada, "welcome");
            assertThat(b.seqsUpTo(chat, 3)).containsExactly(3L);
            left.notice(chat, ada, NoticeKind.REMOVED, List.of(bob));
            b.next("removed");
            left.write(chat, ada, "he is gone");
            assertThat(b.hears("entries")).isFalse();
        }
    }

    @Test
    void aCursorIsBroughtUpToDateOnEveryNode() {
        UserId ada = TestNode.user();
        ChatId chat = left.group(ada);
        for (int i = 0; i < 120; i++) {
            left.write(chat, ada, "message " + i);
        }
        try (TestClient a = right.open().hello(right.signIn(ada), TestClient.cursor(chat, 0))) {
            JsonNode first = a.next("entries");
            assertThat(seqs(first)).containsExactlyElementsOf(range(1, 100));
            assertThat(first.path("more").booleanValue()).isTrue();
            a.say("{'type':'resume','chatId':'" + chat + "','after':100}");
            JsonNode second = a.next("entries");
            assertThat(seqs(second)).containsExactlyElementsOf(range(101, 121));
            assertThat(second.path("more").booleanValue()).isFalse();
            a.say("{'type':'resume','chatId':'" + chat + "','after':500}");
            a.next("resync");
        }
    }

    @Test
    void typingAndReceiptsReachTheOtherNode() {
        UserId ada = TestNode.user();
        UserId bob = TestNode.user();
        ChatId chat = left.group(ada, bob);
        try (TestClient a = left.live(ada);
                TestClient b = right.live(bob)) {
            a.say("{'type':'typing','chatId':'" + chat + "','active':true}");
            assertThat(b.next("typing").path("userId").stringValue()).isEqualTo(ada.value());
            left.write(chat, bob, "to be read");
            left.write(chat, ada, "by bob");
            b.say("{'type':'read','chatId':'" + chat + "','upTo':3}");
            JsonNode receipt = a.nextMatching(event ->
                    event.path("receipt").path("userId").stringValue("").equals(bob.value())
                            && event.path("receipt").path("read").longValue(0) == 3);
            assertThat(receipt.path("receipt").path("readOrdinal").longValue()).isEqualTo(2);
        }
    }

    @Test
    void presenceOnTheOtherNodeIsToldToAcquaintancesOnly() {
        UserId ada = TestNode.user();
        UserId bob = TestNode.user();
        UserId stranger = TestNode.user();
        left.group(ada, bob);
        try (TestClient a = left.live(ada);
                TestClient s = right.live(stranger)) {
            a.say("{'type':'presence','userIds':['" + bob + "','" + stranger + "']}");
            JsonNode all = a.next("presence").path("users");
            assertThat(all.size()).isEqualTo(1);
            assertThat(all.path(0).path("online").booleanValue()).isFalse();
            try (TestClient b = right.live(bob)) {
                assertThat(b.isOpen()).isTrue();
                assertThat(isOnline(a, bob)).isTrue();
            }
            assertThat(isOnline(a, bob)).isFalse();
            assertThat(s.isOpen()).isTrue();
        }
    }

    @Test
    void presenceIsNotToldAnyMoreAfterTheLastCommonConversation() {
        UserId ada = TestNode.user();
        UserId bob = TestNode.user();
        UserId cid = TestNode.user();
        ChatId chat = left.group(ada, bob, cid);
        try (TestClient b = right.live(bob);
                TestClient c = right.live(cid)) {
            List.of(b, c).forEach(watcher -> watcher.say("{'type':'presence','userIds':['" + ada + "']}"));
            assertThat(isOnline(b, ada)).isFalse();
            assertThat(isOnline(c, ada)).isFalse();
            left.notice(chat, ada, NoticeKind.REMOVED, List.of(bob));
            b.next("removed");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> onlyTheFirstHearsOf(ada, c, b));
        }
    }

    @Test
    void afterItsSubscriptionWasCutANodeHearsAgainAndMissesNothing() {
        UserId ada = TestNode.user();
        UserId bob = TestNode.user();
        ChatId chat = left.group(ada, bob);
        try (TestClient b = right.live(bob)) {
            right.cutSubscriptions();
            left.write(chat, ada, "one");
            left.write(chat, ada, "two");
            assertThat(b.seqsUpTo(chat, 3)).containsExactly(2L, 3L);
            left.write(chat, ada, "three");
            assertThat(b.seqsUpTo(chat, 4)).containsExactly(4L);
        }
    }

    /// The person comes and goes.
    private static boolean onlyTheFirstHearsOf(UserId user, TestClient first, TestClient second) {
        try (TestClient briefly = left.live(user)) {
            assertThat(briefly.isOpen()).isTrue();
            assertThat(isOnline(first, user)).isTrue();
        }
        assertThat(isOnline(first, user)).isFalse();
        boolean secondHears = false;
        while (second.hears("presence")) {
            second.next("presence");
            secondHears = true;
        }
        return !secondHears;
    }

    private static boolean isOnline(TestClient watcher, UserId user) {
        JsonNode state = watcher.next("presence").path("users").path(0);
        assertThat(state.path("userId").stringValue()).isEqualTo(user.value());
        return state.path("online").booleanValue();
    }

    private static List<Long> seqs(JsonNode entries) {
        List<Long> seqs = new ArrayList<>();
        entries.path("entries").forEach(entry -> seqs.add(entry.path("seq").longValue()));
        return seqs;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
