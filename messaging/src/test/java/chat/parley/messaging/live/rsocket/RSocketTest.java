package chat.parley.messaging.live.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.messaging.live.LeaksTest;
import chat.parley.messaging.live.TestNode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRedis;
import io.rsocket.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/// A whole node, and programs that talk to it over RSocket.
final class RSocketTest {
    private static final EmbeddedMongo MONGO = EmbeddedMongo.temporary();
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode(MONGO, PrivateRedis.shared().uri(), "rsocket");
    }

    @AfterAll
    static void stop() {
        node.close();
        MONGO.close();
        LeaksTest.assertNone();
    }

    @ParameterizedTest
    @EnumSource
    void aStreamBringsEventsAndACommandBringsItsAnswer(Way way) {
        UserId ada = TestNode.user();
        ChatId chat = node.group(ada);
        try (RSocketClient client = connect(way, ada)) {
            StepVerifier.create(events(client, "").map(RSocketTest::type).filter(type -> !type.equals("heartbeat")))
                    .expectNext("welcome", "heads")
                    .then(() -> assertThat(
                                    send(client, chat, "hello").path("seq").longValue())
                            .isEqualTo(2))
                    .expectNext("entries")
                    .thenCancel()
                    .verify(RSocketClient.PATIENCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChannelIsAWholeClient(Way way) {
        UserId ada = TestNode.user();
        ChatId chat = node.group(ada);
        try (RSocketClient client = connect(way, ada)) {
            Sinks.Many<Payload> said = Sinks.many().unicast().onBackpressureBuffer();
            said.tryEmitNext(RSocketClient.request("live", "{'protocol':1,'cursors':[]}"))
                    .orThrow();
            StepVerifier.create(client.socket()
                            .requestChannel(said.asFlux())
                            .map(RSocketClient::json)
                            .map(RSocketTest::type))
                    .expectNext("welcome", "heads")
                    .then(() -> said.tryEmitNext(RSocketClient.request("", sending(chat, "from a channel")))
                            .orThrow())
                    .expectNextCount(2)
                    .thenCancel()
                    .verify(RSocketClient.PATIENCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatAsksForLittleGetsLittleAndLosesNothing(Way way) {
        UserId ada = TestNode.user();
        ChatId chat = node.group(ada);
        List<Long> seqs = new ArrayList<>();
        try (RSocketClient client = connect(way, ada)) {
            StepVerifier.create(events(client, ""), 2)
                    .expectNextCount(2)
                    .then(() -> IntStream.range(0, 20).forEach(i -> node.write(chat, ada, "number " + i)))
                    .thenRequest(1)
                    .consumeNextWith(event -> seqs.addAll(seqs(event)))
                    .thenRequest(Long.MAX_VALUE)
                    .thenConsumeWhile(event -> seqs.addAll(seqs(event)) && seqs.getLast() < 20, event -> {})
                    .thenCancel()
                    .verify(RSocketClient.PATIENCE);
        }
        assertThat(seqs).startsWith(2L).isEqualTo(range(2, seqs.getLast()));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamReadTooSlowlyEndsAndGoesOnFromItsCursorOnTheSameConnection(Way way) {
        UserId ada = TestNode.user();
        ChatId chat = node.group(ada);
        String text = "x".repeat(4_000);
        try (RSocketClient client = connect(way, ada)) {
            StepVerifier.create(events(client, ""), 2)
                    .expectNextCount(2)
                    .then(() -> IntStream.range(0, 80).forEach(i -> node.write(chat, ada, text)))
                    .expectErrorMatches(error -> error.toString().contains("SLOW_READER"))
                    .verify(RSocketClient.PATIENCE);
            List<Long> seqs = new ArrayList<>();
            StepVerifier.create(events(client, "{'chatId':'" + chat + "','seq':1}"))
                    .thenConsumeWhile(event -> !seqs.addAll(seqs(event)) || more(event), event -> {})
                    .thenCancel()
                    .verify(RSocketClient.PATIENCE);
            assertThat(seqs).isEqualTo(range(2, seqs.getLast())).hasSizeGreaterThan(10);
        }
    }

    private static boolean more(JsonNode event) {
        return !type(event).equals("entries");
    }

    private static RSocketClient connect(Way way, UserId user) {
        return RSocketClient.connect(way.to(node), node.signIn(user));
    }

    private static Flux<JsonNode> events(RSocketClient client, String cursors) {
        return client.socket()
                .requestStream(RSocketClient.request("events", "{'protocol':1,'cursors':[" + cursors + "]}"))
                .map(RSocketClient::json);
    }

    private static JsonNode send(RSocketClient client, ChatId chat, String text) {
        return client.ask(sending(chat, text));
    }

    private static String sending(ChatId chat, String text) {
        return "{'type':'send','chatId':'" + chat + "','clientMessageId':'" + UUID.randomUUID() + "','text':'" + text
                + "'}";
    }

    private static String type(JsonNode event) {
        return event.path("type").stringValue("");
    }

    private static List<Long> seqs(JsonNode event) {
        List<Long> seqs = new ArrayList<>();
        event.path("entries").forEach(entry -> seqs.add(entry.path("seq").longValue()));
        return seqs;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
