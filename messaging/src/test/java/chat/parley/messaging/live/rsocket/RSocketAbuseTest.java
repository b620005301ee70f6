package chat.parley.messaging.live.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.messaging.live.Leaks;
import chat.parley.messaging.live.TestNode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRedis;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.RSocketErrorException;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.Resume;
import io.rsocket.frame.ErrorFrameCodec;
import io.rsocket.util.DefaultPayload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/// What broken and hostile programs do over RSocket, and what they get.
final class RSocketAbuseTest {
    private static final EmbeddedMongo MONGO = EmbeddedMongo.temporary();
    private static final UserId ADA = TestNode.user();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode(MONGO, PrivateRedis.shared().uri(), "rsocket-abuse");
    }

    @AfterAll
    static void stop() {
        node.close();
        MONGO.close();
        Leaks.assertNone();
    }

    @ParameterizedTest
    @EnumSource
    void aSetupWithoutAGoodTokenIsRejected(Way way) {
        for (String token : List.of("nonsense", "a.b.c", "x".repeat(5_000))) {
            RSocketErrorException end = endOf(way, RSocketClient.connector(token));
            assertThat(end.errorCode()).isEqualTo(ErrorFrameCodec.REJECTED_SETUP);
            assertThat(end).hasMessageContaining("\"close\":4401");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSetupWithoutMetadataIsRejected(Way way) {
        RSocketConnector bare = RSocketClient.connector("unused").setupPayload(Mono.just(DefaultPayload.create("")));
        assertThat(endOf(way, bare).errorCode()).isEqualTo(ErrorFrameCodec.REJECTED_SETUP);
    }

    @ParameterizedTest
    @EnumSource
    void aSetupOfAnotherFormIsInvalid(Way way) {
        String token = node.signIn(ADA);
        List<RSocketConnector> wrong = List.of(
                RSocketClient.connector(token).dataMimeType("application/cbor"),
                RSocketClient.connector(token).metadataMimeType("text/plain"),
                RSocketClient.connector(token).keepAlive(Duration.ofMillis(1), Duration.ofSeconds(60)),
                RSocketClient.connector(token).keepAlive(Duration.ofSeconds(10), Duration.ofDays(1)),
                RSocketClient.connector(token)
                        .setupPayload(Mono.fromSupplier(() -> DefaultPayload.create(
                                Unpooled.EMPTY_BUFFER, Unpooled.wrappedBuffer(new byte[] {(byte) 0xff, 1, 2})))));
        wrong.forEach(
                connector -> assertThat(endOf(way, connector).errorCode()).isEqualTo(ErrorFrameCodec.INVALID_SETUP));
    }

    @ParameterizedTest
    @EnumSource
    void resumptionIsRefused(Way way) {
        RSocketConnector resuming = RSocketClient.connector(node.signIn(ADA)).resume(new Resume());
        assertThat(endOf(way, resuming).errorCode()).isEqualTo(ErrorFrameCodec.UNSUPPORTED_SETUP);
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownRouteIsRefusedAndTheConnectionStays(Way way) {
        try (RSocketClient client = connect(way)) {
            Payload request = RSocketClient.request("nowhere", "{'type':'ping'}");
            RSocketErrorException error = errorOf(client.socket().requestResponse(request));
            assertThat(error.errorCode()).isEqualTo(ErrorFrameCodec.INVALID);
            assertThat(error).hasMessageContaining("UNKNOWN_TYPE");
            assertThat(client.ask("{'type':'ping'}").path("type").stringValue()).isEqualTo("pong");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestWithoutRoutingIsRefused(Way way) {
        try (RSocketClient client = connect(way)) {
            Payload bare = DefaultPayload.create("{\"type\":\"ping\"}");
            assertThat(errorOf(client.socket().requestResponse(bare)).errorCode())
                    .isEqualTo(ErrorFrameCodec.INVALID);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fiveMalformedCommandsEndTheConnection(Way way) {
        try (RSocketClient client = connect(way)) {
            Mono<Void> closed = client.socket().onClose();
            for (int i = 0; i < 5; i++) {
                Signal<Payload> answer = client.socket()
                        .requestResponse(RSocketClient.request("command", "{'type':'send','type':1}"))
                        .materialize()
                        .block(RSocketClient.PATIENCE);
                assertThat(answer).isNotNull();
            }
            assertThat(errorOf(closed)).hasMessageContaining("\"close\":4400");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{}",
                "{",
                "{'type':'fly'}",
                "{'type':'ping','x':1}",
                "{'type':'ping'} x",
                "{'type':'ping','type':'ping'}",
                "{'type':'ping','__proto__':{}}",
                "{'type':'read','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','upTo':-1}",
                "{'type':'read','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','upTo':9223372036854775808}",
                "{'type':'read','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','upTo':1e400}",
                "{'type':'send','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','clientMessageId':'no','text':'x'}"
            })
    void aMalformedCommandIsInvalidAndTheConnectionStays(String command) {
        for (Way way : Way.values()) {
            try (RSocketClient client = connect(way)) {
                isInvalid(client, command);
                assertThat(client.ask("{'type':'ping'}").path("type").stringValue())
                        .isEqualTo("pong");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void depthAndAnIdOfTenKilobytesAreInvalid(Way way) {
        try (RSocketClient client = connect(way)) {
            isInvalid(client, "{'type':'presence','userIds':" + "[".repeat(1_000) + "]".repeat(1_000) + "}");
            isInvalid(client, sending(ChatId.random(RANDOM), "a".repeat(10_240), "x"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownTypeIsAnErrorAndNothingMore(Way way) {
        try (RSocketClient client = connect(way)) {
            for (int i = 0; i < 8; i++) {
                Payload dance = RSocketClient.request("command", "{'type':'dance'}");
                assertThat(errorOf(client.socket().requestResponse(dance))).hasMessageContaining("UNKNOWN_TYPE");
            }
            assertThat(client.ask("{'type':'ping'}").path("type").stringValue()).isEqualTo("pong");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readBeyondTheHeadIsRefusedAndBackwardsIsNot(Way way) {
        ChatId chat = node.group(ADA);
        node.write(chat, ADA, "one");
        try (RSocketClient client = connect(way)) {
            assertThat(client.ask(reading(chat, 2)).isNull()).isTrue();
            assertThat(client.ask(reading(chat, 1)).isNull()).isTrue();
            isInvalid(client, reading(chat, 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExpiredTokenEndsTheConnection(Way way) {
        UserId user = TestNode.user();
        String token = node.signIn(user, SessionId.random(RANDOM), Duration.ofSeconds(2));
        try (RSocketClient client = RSocketClient.connect(way.to(node), token)) {
            assertThat(errorOf(client.socket().onClose())).hasMessageContaining("\"close\":4401");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRenewedTokenKeepsItAndAnothersEndsIt(Way way) {
        UserId user = TestNode.user();
        SessionId session = SessionId.random(RANDOM);
        String first = node.signIn(user, session, Duration.ofSeconds(3));
        try (RSocketClient client = RSocketClient.connect(way.to(node), first)) {
            Mono<Void> closed = client.socket().onClose();
            assertThat(client.ask(renewing(node.signIn(user, session, Duration.ofMinutes(5))))
                            .isNull())
                    .isTrue();
            Payload others = RSocketClient.request("command", renewing(node.signIn(TestNode.user())));
            Signal<Payload> unused =
                    client.socket().requestResponse(others).materialize().block(RSocketClient.PATIENCE);
            assertThat(errorOf(closed)).hasMessageContaining("not valid for this session");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTwentyFirstConnectionOfAPersonIsRefused(Way way) {
        UserId user = TestNode.user();
        List<RSocketClient> all = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                RSocketClient one = RSocketClient.connect(way.to(node), node.signIn(user));
                all.add(one);
                assertThat(one.ask("{'type':'ping'}").has("type")).isTrue();
            }
            assertThat(endOf(way, RSocketClient.connector(node.signIn(user)))).hasMessageContaining("\"close\":4409");
        } finally {
            all.forEach(RSocketClient::close);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoGoesOnFloodingIsSentAwayAndOthersAreNotDisturbed(Way way) {
        try (RSocketClient flooding = connect(way);
                RSocketClient other = RSocketClient.connect(way.to(node), node.signIn(TestNode.user()))) {
            Mono<Void> closed = flooding.socket().onClose();
            Flux.range(0, 400)
                    .flatMap(
                            i -> flooding.socket()
                                    .requestResponse(RSocketClient.request("command", "{'type':'ping'}"))
                                    .materialize(),
                            400)
                    .then()
                    .block(RSocketClient.PATIENCE);
            assertThat(errorOf(closed)).hasMessageContaining("\"close\":4429");
            assertThat(other.ask("{'type':'ping'}").path("type").stringValue()).isEqualTo("pong");
        }
    }

    @ParameterizedTest
    @EnumSource
    void strangersAreToldThatThereIsNoSuchConversation(Way way) {
        ChatId chat = node.group(TestNode.user());
        try (RSocketClient client = connect(way)) {
            String send = sending(chat, UUID.randomUUID(), "let me in");
            RSocketErrorException error =
                    errorOf(client.socket().requestResponse(RSocketClient.request("command", send)));
            assertThat(error.errorCode()).isEqualTo(ErrorFrameCodec.APPLICATION_ERROR);
            assertThat(error).hasMessageContaining("NOT_FOUND");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameIdWithOtherContentIsRefused(Way way) {
        ChatId chat = node.group(ADA);
        UUID id = UUID.randomUUID();
        try (RSocketClient client = connect(way)) {
            assertThat(client.ask(sending(chat, id, "first")).path("seq").longValue())
                    .isEqualTo(2);
            assertThat(client.ask(sending(chat, id, "first")).path("duplicate").booleanValue())
                    .isTrue();
            Payload other = RSocketClient.request("command", sending(chat, id, "second"));
            assertThat(errorOf(client.socket().requestResponse(other))).hasMessageContaining("IDEMPOTENCY_MISMATCH");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHundredCommandsAtOnceAreSlowedDown(Way way) {
        try (RSocketClient client = connect(way)) {
            List<Signal<Payload>> answers = Flux.range(0, 100)
                    .flatMap(
                            i -> client.socket()
                                    .requestResponse(RSocketClient.request("command", "{'type':'ping'}"))
                                    .materialize(),
                            100)
                    .collectList()
                    .block(RSocketClient.PATIENCE);
            assertThat(answers)
                    .filteredOn(Signal::isOnError)
                    .isNotEmpty()
                    .allSatisfy(refused -> assertThat(refused.getThrowable())
                            .hasMessageContaining("RATE_LIMITED")
                            .hasMessageContaining("retryAfterMs"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecondStreamOfEventsIsRefused(Way way) {
        try (RSocketClient client = connect(way)) {
            Payload first = RSocketClient.request("events", "{'protocol':1,'cursors':[]}");
            Payload second = RSocketClient.request("events", "{'protocol':1,'cursors':[]}");
            Flux<Payload> stream = client.socket().requestStream(first);
            RSocketErrorException error = errorOf(stream.take(1)
                    .concatMap(welcome -> client.socket().requestStream(second))
                    .then());
            assertThat(error).hasMessageContaining("CONFLICT");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPushOfMetadataEndsTheConnection(Way way) {
        try (RSocketClient client = connect(way)) {
            Mono<Void> closed = client.socket().onClose();
            client.socket()
                    .metadataPush(DefaultPayload.create(new byte[0], new byte[10]))
                    .onErrorComplete()
                    .block(RSocketClient.PATIENCE);
            assertThat(errorOf(closed)).hasMessageContaining("\"close\":4400");
        }
    }

    @Test
    void connectionsOfOneAddressThatShowNoTokenAreLimited() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), Way.tcpPort(node)));
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(endOf(Way.TCP, RSocketClient.connector("unused")))
                            .hasMessageContaining("\"close\":4429"));
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
        Awaitility.await().ignoreExceptions().until(() -> {
            try (RSocketClient client = connect(Way.TCP)) {
                return client.ask("{'type':'ping'}").has("type");
            }
        });
    }

    @Test
    void aFrameOverTheLimitEndsTheConnection() {
        try (RSocketClient client = connect(Way.TCP)) {
            Mono<Void> closed = client.socket().onClose();
            Payload huge = RSocketClient.request("command", "x".repeat(70_000));
            Signal<Payload> unused =
                    client.socket().requestResponse(huge).materialize().block(RSocketClient.PATIENCE);
            assertThat(errorOf(closed)).hasMessageContaining("\"close\":1009");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fragmentsBeyondTheLimitAreRefused(Way way) {
        RSocketConnector slicing = RSocketClient.connector(node.signIn(ADA)).fragment(10_000);
        try (RSocketClient client = RSocketClient.connect(way.to(node), slicing)) {
            Payload huge = RSocketClient.request("command", "x".repeat(200_000));
            Signal<Payload> answer =
                    client.socket().requestResponse(huge).materialize().block(RSocketClient.PATIENCE);
            assertThat(answer).isNotNull().matches(Signal::isOnError);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEndedSessionEndsTheConnection(Way way) {
        UserId user = TestNode.user();
        SessionId session = SessionId.random(new SecureRandom());
        String token = node.signIn(user, session, Duration.ofMinutes(5));
        try (RSocketClient client = RSocketClient.connect(way.to(node), token)) {
            assertThat(client.ask("{'type':'ping'}").path("type").stringValue()).isEqualTo("pong");
            Mono<Void> closed = client.socket().onClose();
            node.signOut(user, session);
            RSocketErrorException end = errorOf(closed);
            assertThat(end.errorCode()).isEqualTo(ErrorFrameCodec.CONNECTION_ERROR);
            assertThat(end).hasMessageContaining("\"close\":4401");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noFireAndForgetIsLost(Way way) {
        long clients = 20;
        int each = 50;
        List<UserId> users =
                IntStream.range(0, (int) clients).mapToObj(i -> TestNode.user()).toList();
        ChatId chat = node.group(ADA, users.toArray(UserId[]::new));
        List<RSocketClient> open = users.stream()
                .map(user -> RSocketClient.connect(way.to(node), node.signIn(user)))
                .toList();
        try (RSocketClient reader = connect(way)) {
            Flux.fromIterable(open)
                    .flatMap(client -> shout(client, chat, each), (int) clients)
                    .then()
                    .block(RSocketClient.PATIENCE);
            long last = 1 + clients * each;
            Awaitility.await().until(() -> entriesAfter(reader, chat, last - 1) == 1);
            assertThat(entriesAfter(reader, chat, last)).isZero();
        } finally {
            open.forEach(RSocketClient::close);
        }
    }

    private static void isInvalid(RSocketClient client, String command) {
        RSocketErrorException error =
                errorOf(client.socket().requestResponse(RSocketClient.request("command", command)));
        assertThat(error.errorCode()).isEqualTo(ErrorFrameCodec.INVALID);
        assertThat(error.getMessage()).contains("\"type\":\"error\"").doesNotContain("Exception");
    }

    private static String reading(ChatId chat, long upTo) {
        return "{'type':'read','chatId':'" + chat + "','upTo':" + upTo + "}";
    }

    private static String renewing(String token) {
        return "{'type':'renew','token':'" + token + "'}";
    }

    private static int entriesAfter(RSocketClient client, ChatId chat, long seq) {
        return client.ask("{'type':'resume','chatId':'" + chat + "','after':" + seq + "}")
                .path("entries")
                .size();
    }

    private static Mono<Void> shout(RSocketClient client, ChatId chat, int times) {
        return Flux.range(0, times)
                .flatMap(
                        i -> client.socket()
                                .fireAndForget(RSocketClient.request(
                                        "signal", sending(chat, UUID.randomUUID(), "shout " + i))),
                        times)
                .then();
    }

    private static RSocketClient connect(Way way) {
        return RSocketClient.connect(way.to(node), node.signIn(ADA));
    }

    /// What ends a connection that is opened so.
    private static RSocketErrorException endOf(Way way, RSocketConnector connector) {
        return errorOf(connector.connect(way.to(node)).flatMap(RSocket::onClose));
    }

    @CanIgnoreReturnValue
    private static RSocketErrorException errorOf(Mono<?> mono) {
        Throwable error = mono.materialize()
                .map(signal -> java.util.Objects.requireNonNull(signal.getThrowable(), signal::toString))
                .block(RSocketClient.PATIENCE);
        if (error instanceof RSocketErrorException known) {
            return known;
        }
        throw new AssertionError("not an error of RSocket", error);
    }

    private static String sending(ChatId chat, UUID id, String text) {
        return sending(chat, id.toString(), text);
    }

    private static String sending(ChatId chat, String id, String text) {
        return "{'type':'send','chatId':'" + chat + "','clientMessageId':'" + id + "','text':'" + text + "'}";
    }
}
