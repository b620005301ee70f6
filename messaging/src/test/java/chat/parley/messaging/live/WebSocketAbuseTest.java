package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRedis;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What an attacker or a broken client does on a WebSocket, and what it gets.
final class WebSocketAbuseTest {
    private static final EmbeddedMongo MONGO = EmbeddedMongo.temporary();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode(MONGO, PrivateRedis.shared().uri(), "abuse");
    }

    @AfterAll
    static void stop() {
        node.close();
        MONGO.close();
        Leaks.assertNone();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "https://chat.example.org.evil.example",
                "http://chat.example.org"
            })
    void aForeignOriginIsNotUpgraded(String origin) {
        assertThatThrownBy(() -> TestClient.open(node.port(), origin).close()).hasMessageContaining("403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/rsocket"})
    void aProgramWithoutOriginMayConnect(String path) throws IOException {
        assertThat(handshake(path, "13")).contains(" 101 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/rsocket"})
    void anotherVersionOfTheProtocolIsRefusedWith426(String path) throws IOException {
        assertThat(handshake(path, "8")).contains(" 426 ").contains("ec-WebSocket-Version: 13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/rsocket"})
    void compressionIsNotAgreedTo(String path) throws IOException {
        assertThat(handshake(path, "13")).contains(" 101 ").doesNotContainIgnoringCase("permessage-deflate");
    }

    @Test
    void connectionsOfOneAddressThatShowNoTokenAreLimited() {
        List<TestClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                silent.add(node.open());
            }
            assertThatThrownBy(node::open).hasMessageContaining("429");
        } finally {
            silent.forEach(TestClient::close);
        }
        Awaitility.await().ignoreExceptions().until(() -> {
            node.live(TestNode.user()).close();
            return true;
        });
    }

    @Test
    void withoutHelloTheConnectionEndsAfterFiveSeconds() {
        try (TestClient client = node.open()) {
            assertThat(client.closeCode()).isEqualTo(4408);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'ping'}",
                "nonsense",
                "{'type':'hello','protocol':1,'token':'not-a-token','cursors':[]}",
                "{'type':'hello','protocol':2,'token':'x','cursors':[]}"
            })
    void whateverComesBeforeAValidHelloEndsTheConnection(String frame) {
        try (TestClient client = node.open()) {
            client.say(frame);
            assertThat(client.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aTokenOfAnEndedSessionIsRefused() {
        try (TestClient client = node.open()) {
            client.sayHello(TestTokens.token(TestNode.user(), SessionId.random(RANDOM), Duration.ofMinutes(5)));
            assertThat(client.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void anExpiredTokenEndsTheConnection() {
        UserId ada = TestNode.user();
        String token = node.signIn(ada, SessionId.random(RANDOM), Duration.ofSeconds(2));
        try (TestClient client = node.open().hello(token)) {
            assertThat(client.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aRenewedTokenKeepsItAndAnothersEndsIt() {
        UserId ada = TestNode.user();
        SessionId session = SessionId.random(RANDOM);
        String first = node.signIn(ada, session, Duration.ofSeconds(3));
        try (TestClient client = node.open().hello(first)) {
            client.say("{'type':'renew','token':'" + node.signIn(ada, session, Duration.ofMinutes(5)) + "'}");
            client.say("{'type':'ping'}");
            client.next("pong");
            client.say("{'type':'renew','token':'" + node.signIn(TestNode.user()) + "'}");
            assertThat(client.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aRevokedSessionsConnectionEnds() {
        UserId ada = TestNode.user();
        SessionId session = SessionId.random(RANDOM);
        try (TestClient client = node.open().hello(node.signIn(ada, session, Duration.ofMinutes(5)))) {
            node.signOut(ada, session);
            assertThat(client.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void theTwentyFirstConnectionOfAPersonIsRefused() {
        UserId ada = TestNode.user();
        List<TestClient> all = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                all.add(node.live(ada));
            }
            TestClient tooMany = node.open();
            all.add(tooMany);
            tooMany.sayHello(node.signIn(ada));
            assertThat(tooMany.closeCode()).isEqualTo(4409);
        } finally {
            all.forEach(TestClient::close);
        }
    }

    @Test
    void binaryFramesAreRefused() {
        try (TestClient client = node.open()) {
            client.raw(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[3])));
            assertThat(client.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        try (TestClient client = node.open()) {
            client.bytes(new byte[] {'"', (byte) 0xc3, '"'});
            assertThat(client.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void aFrameOverTheLimitIsRefused() {
        try (TestClient client = node.open()) {
            client.bytes(" ".repeat(64 * 1024 + 1).getBytes(StandardCharsets.US_ASCII));
            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void fragmentsBeyondTheLimitAreRefused() {
        try (TestClient client = node.open()) {
            client.raw(new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[40_000])));
            client.raw(new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(new byte[40_000])));
            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{'type':'ping','type':'ping'}",
                "{'type':'ping'} {'type':'ping'}",
                "{'type':'ping','__proto__':{}}",
                "{'type':'resume','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','after':9223372036854775808}",
                "{'type':'resume','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','after':-1}",
                "{'type':'resume','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','after':'1'}",
                "{'type':'resume','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','after':1.5}",
                "{'type':'resume','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa'}",
                "{'type':'resume','chatId':{'$ne':''},'after':1}",
                "{'type':'resume','chatId':'zz','after':hunter2}",
                "{'type':'send','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','clientMessageId':'no','text':'x'}",
                "{'type':'read','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','upTo':-1}",
                "{'type':'read','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','upTo':9223372036854775808}",
                "{'type':'read','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','upTo':1e400}",
                "{'type':'delivered','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','upTo':-1}",
                "{'type':'typing','chatId':'AAAAAAAAAAAAAAAAAAAAAAAA','active':true}",
                "{'chatId':'aaaaaaaaaaaaaaaaaaaaaaaa'}"
            })
    void aMalformedFrameIsAnErrorAndTheConnectionStays(String frame) {
        try (TestClient client = node.live(TestNode.user())) {
            client.say(frame);
            assertThat(client.next("error").path("code").stringValue()).isEqualTo("BAD_REQUEST");
            client.say("{'type':'ping'}");
            client.next("pong");
        }
    }

    @Test
    void depthIsRefused() {
        try (TestClient client = node.live(TestNode.user())) {
            client.say("{'type':'presence','userIds':" + "[".repeat(1_000) + "]".repeat(1_000) + "}");
            assertThat(client.next("error").path("code").stringValue()).isEqualTo("BAD_REQUEST");
        }
    }

    @Test
    void anIdOfTenKilobytesIsRefused() {
        try (TestClient client = node.live(TestNode.user())) {
            client.say("{'type':'send','chatId':'aaaaaaaaaaaaaaaaaaaaaaaa','clientMessageId':'" + "a".repeat(10_240)
                    + "','text':'x'}");
            assertThat(client.next("error").path("code").stringValue()).isEqualTo("BAD_REQUEST");
        }
    }

    @Test
    void fiveMalformedFramesEndTheConnection() {
        try (TestClient client = node.live(TestNode.user())) {
            for (int i = 0; i < 5; i++) {
                client.say("{");
            }
            assertThat(client.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void anUnknownTypeIsAnErrorAndNothingMore() {
        try (TestClient client = node.live(TestNode.user())) {
            for (int i = 0; i < 8; i++) {
                client.say("{'type':'dance','with':'me'}");
                assertThat(client.next("error").path("code").stringValue()).isEqualTo("UNKNOWN_TYPE");
            }
            client.say("{'type':'ping'}");
            client.next("pong");
        }
    }

    @Test
    void aBlankTextIsRefusedByItsId() {
        UserId ada = TestNode.user();
        ChatId chat = node.group(ada);
        try (TestClient client = node.live(ada)) {
            UUID id = client.send(chat, "   ");
            JsonNode error = client.next("error");
            assertThat(error.path("code").stringValue()).isEqualTo("UNPROCESSABLE");
            assertThat(error.path("ref").stringValue()).isEqualTo(id.toString());
        }
    }

    @Test
    void halfASurrogatePairIsRefused() {
        UserId ada = TestNode.user();
        ChatId chat = node.group(ada);
        try (TestClient client = node.live(ada)) {
            client.send(chat, "\\ud800");
            assertThat(client.next("error").path("code").stringValue()).isEqualTo("UNPROCESSABLE");
            client.send(chat, "\\ud83d\\ude00");
            client.next("ack");
        }
    }

    @Test
    void theSameIdWithOtherContentIsRefused() {
        UserId ada = TestNode.user();
        ChatId chat = node.group(ada);
        try (TestClient client = node.live(ada)) {
            UUID id = client.send(chat, "one");
            client.next("ack");
            client.send(chat, id, "two");
            assertThat(client.next("error").path("code").stringValue()).isEqualTo("IDEMPOTENCY_MISMATCH");
        }
    }

    @Test
    void whoFloodsIsToldToWaitAndThenSentAway() {
        try (TestClient client = node.live(TestNode.user())) {
            for (int i = 0; i < 400; i++) {
                client.flood("{'type':'ping'}");
            }
            JsonNode error = client.next("error");
            assertThat(error.path("code").stringValue()).isEqualTo("RATE_LIMITED");
            assertThat(error.path("retryAfterMs").longValue()).isPositive();
            assertThat(client.closeCode()).isEqualTo(4429);
        }
    }

    @Test
    void whoFloodsDoesNotDisturbOthers() {
        try (TestClient flooding = node.live(TestNode.user());
                TestClient other = node.live(TestNode.user())) {
            for (int i = 0; i < 400; i++) {
                flooding.flood("{'type':'ping'}");
                if (i % 20 == 0) {
                    other.say("{'type':'ping'}");
                    other.next("pong");
                }
            }
            assertThat(flooding.closeCode()).isEqualTo(4429);
            assertThat(other.hears("error")).isFalse();
        }
    }

    @Test
    void aPingFloodEndsTheConnection() {
        try (TestClient client = node.live(TestNode.user())) {
            for (int i = 0; i < 100; i++) {
                client.flood(new PingWebSocketFrame());
            }
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void othersConversationsLookLikeNone() {
        ChatId others = node.group(TestNode.user());
        ChatId none = ChatId.random(RANDOM);
        try (TestClient client = node.live(TestNode.user())) {
            assertThat(refusals(client, others))
                    .isEqualTo(refusals(client, none))
                    .containsOnly("NOT_FOUND");
            assertThat(client.hears("entries")).isFalse();
        }
    }

    @Test
    void readBeyondTheHeadIsRefusedAndBackwardsIsNot() {
        UserId ada = TestNode.user();
        ChatId chat = node.group(ada);
        node.write(chat, ada, "one");
        try (TestClient client = node.live(ada)) {
            client.say("{'type':'read','chatId':'" + chat + "','upTo':2}");
            client.say("{'type':'read','chatId':'" + chat + "','upTo':1}");
            client.say("{'type':'read','chatId':'" + chat + "','upTo':3}");
            assertThat(client.next("error").path("code").stringValue()).isEqualTo("BAD_REQUEST");
            assertThat(client.hears("error")).isFalse();
        }
    }

    @Test
    void whoIsRemovedHearsNothingMoreAndMayDoNothingMore() {
        UserId ada = TestNode.user();
        UserId bob = TestNode.user();
        ChatId chat = node.group(ada, bob);
        try (TestClient b = node.live(bob)) {
            node.notice(chat, ada, NoticeKind.REMOVED, List.of(bob));
            node.write(chat, ada, "about bob");
            b.next("removed");
            assertThat(b.hears("entries")).isFalse();
            assertThat(refusals(b, chat)).containsOnly("NOT_FOUND");
        }
    }

    private static List<String> refusals(TestClient client, ChatId chat) {
        client.send(chat, "hello");
        client.say("{'type':'read','chatId':'" + chat + "','upTo':1}");
        client.say("{'type':'delivered','chatId':'" + chat + "','upTo':1}");
        client.say("{'type':'resume','chatId':'" + chat + "','after':0}");
        client.say("{'type':'typing','chatId':'" + chat + "','active':true}");
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            codes.add(client.next("error").path("code").stringValue());
        }
        return codes;
    }

    private static String handshake(String path, String version) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: " + version
                + "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return head(socket.getInputStream());
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
