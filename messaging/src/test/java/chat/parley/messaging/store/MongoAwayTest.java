package chat.parley.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.edge.start.StoreAway;
import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.messaging.MessagingApplication;
import chat.parley.messaging.live.TestNode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.Ports;
import chat.parley.teststores.PrivateRedis;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

final class MongoAwayTest {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);

    @Test
    void saysSoWhileMongoIsAwayAndWorksAgainWhenItIsBack(@TempDir Path folder) {
        EmbeddedMongo mongo = EmbeddedMongo.inFolder(folder);
        int port = URI.create(mongo.uri()).getPort();
        try (TestNode node = new TestNode(mongo, PrivateRedis.shared().uri(), "away")) {
            WebTestClient http = client(node);
            UserId ada = TestNode.user();
            String token = node.signIn(ada);
            ChatId chat = node.group(ada, TestNode.user(), TestNode.user());
            assertThat(status(http, "/health", token)).isEqualTo(200);
            assertThat(send(http, token, chat)).isEqualTo(200);

            mongo.close();
            assertThat(status(http, "/health", token)).isEqualTo(503);
            assertThat(status(http, "/api/v1/chat/all", token)).isEqualTo(503);
            assertThat(send(http, token, chat)).isEqualTo(503);

            mongo = EmbeddedMongo.inFolder(folder, port);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> status(http, "/health", token) == 200 && send(http, token, chat) == 200);
        } finally {
            mongo.close();
        }
    }

    @Test
    void aStartWithoutMongoEndsWithTheNameOfTheSetting() throws Exception {
        int nobody = Ports.free();
        assertThatThrownBy(() -> MessagingApplication.builder(Map.of())
                        .run(
                                "--server.port=0",
                                "--spring.mongodb.uri=mongodb://127.0.0.1:" + nobody,
                                "--spring.data.redis.url="
                                        + PrivateRedis.shared().uri(),
                                "--parley.service-token=" + "t".repeat(32)))
                .hasRootCauseInstanceOf(com.mongodb.MongoTimeoutException.class)
                .hasStackTraceContaining(StoreAway.class.getName())
                .hasStackTraceContaining("PARLEY_MONGODB_URI");
    }

    private static int send(WebTestClient http, String token, ChatId chat) {
        return http.post()
                .uri("/api/v1/message")
                .header("Authorization", "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("chatId", chat.value(), "clientMessageId", UUID.randomUUID(), "text", "hello"))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private static int status(WebTestClient http, String path, String token) {
        return http.get()
                .uri(path)
                .header("Authorization", "Bearer " + token)
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private static WebTestClient client(TestNode node) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + node.port())
                .responseTimeout(LONGEST_ANSWER)
                .build();
    }
}
