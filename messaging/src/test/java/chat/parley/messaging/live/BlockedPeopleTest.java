package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.messaging.block.Separation;
import chat.parley.messaging.conversation.KnownPeople;
import chat.parley.messaging.log.Append;
import chat.parley.messaging.log.MessageLog;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRedis;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two people, one of whom blocked the other, on live connections.
final class BlockedPeopleTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final EmbeddedMongo MONGO = EmbeddedMongo.temporary();
    private static final KnownPeople IDENTITY = new KnownPeople();
    private static TestNode node;

    private final UserId ada = IDENTITY.add(TestNode.user());
    private final UserId bob = IDENTITY.add(TestNode.user());

    @BeforeAll
    static void start() {
        node = new TestNode(MONGO, PrivateRedis.shared().uri(), "blocked", IDENTITY.uri());
    }

    @AfterAll
    static void stop() {
        assertThat(node.servedByNoIndex()).isEmpty();
        node.close();
        IDENTITY.close();
        MONGO.close();
    }

    @Test
    void neitherWritesToTheOther() {
        ChatId chat = direct();
        IDENTITY.block(bob, ada);
        try (TestClient a = node.live(ada);
                TestClient b = node.live(bob)) {
            for (TestClient client : List.of(a, b)) {
                UUID id = client.send(chat, "still there?");
                JsonNode refused = client.next("error");
                assertThat(refused.path("code").stringValue()).isEqualTo("FORBIDDEN");
                assertThat(refused.path("ref").stringValue()).isEqualTo(id.toString());
            }
            assertThat(a.hears("entries")).isFalse();
            assertThat(b.hears("entries")).isFalse();
        }
    }

    @Test
    void inAGroupTheyReadEachOtherButDoNotSeeWhatTheOtherDoes() {
        UserId cy = TestNode.user();
        ChatId chat = node.group(ada, bob, cy);
        IDENTITY.block(ada, bob);
        node.bean(Separation.class).learn(List.of(ada, bob, cy)).block(Duration.ofSeconds(10));
        try (TestClient a = node.live(ada);
                TestClient b = node.live(bob);
                TestClient c = node.live(cy)) {
            b.say("{'type':'presence','userIds':['" + ada + "','" + cy + "']}");
            assertThat(b.next("presence").path("users")).hasSize(1);
            a.say("{'type':'typing','chatId':'" + chat + "','active':true}");
            a.say("{'type':'read','chatId':'" + chat + "','upTo':1}");
            c.next("typing");
            assertThat(b.hears("typing")).isFalse();
            b.send(chat, "to all");
            assertThat(a.seqsUpTo(chat, 2)).containsExactly(2L);
            c.next("receipt");
            assertThat(a.hears("receipt")).isFalse();
        }
    }

    @Test
    void withoutIdentityMessagesGoOn() {
        ChatId chat = direct();
        try (TestNode alone = new TestNode(MONGO, PrivateRedis.shared().uri(), "blocked");
                TestClient a = alone.live(ada)) {
            a.send(chat, "anyway");
            a.next("ack");
        }
    }

    private ChatId direct() {
        ChatId chat = ChatId.random(RANDOM);
        node.bean(MessageLog.class)
                .append(chat, new Append.Notice(ada, UUID.randomUUID(), NoticeKind.CREATED, List.of(ada, bob), null))
                .block(Duration.ofSeconds(10));
        return chat;
    }
}
