package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRedis;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two whole nodes on one store and one Redis, and people who talk over WebSockets.
final class TwoNodesTest {
    private static final EmbeddedMongo MONGO = EmbeddedMongo.inMemory();
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
}
