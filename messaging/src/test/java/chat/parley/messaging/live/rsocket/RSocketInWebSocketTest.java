package chat.parley.messaging.live.rsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.messaging.live.TestNode;
import chat.parley.teststores.PrivateRedis;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;

/// What a WebSocket can say that RSocket cannot.
final class RSocketInWebSocketTest {
    private static final EmbeddedMongo MONGO = EmbeddedMongo.temporary();
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode(MONGO, PrivateRedis.shared().uri(), "rsocket-in-websocket");
    }

    @AfterAll
    static void stop() {
        node.close();
        MONGO.close();
    }

    @Test
    void aPingIsAnswered() {
        Boolean answered = client().handle((in, out) -> out.sendObject(ping())
                        .then()
                        .thenMany(in.receiveFrames())
                        .any(PongWebSocketFrame.class::isInstance))
                .next()
                .block(RSocketClient.PATIENCE);
        assertThat(answered).isTrue();
    }

    @Test
    void aFloodOfPingsEndsTheConnection() {
        WebSocketFrame[] flood =
                Stream.generate(RSocketInWebSocketTest::ping).limit(200).toArray(WebSocketFrame[]::new);
        assertThat(endAfter(flood)).isEqualTo(1008);
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
        assertThatThrownBy(() -> endAfter(client(origin), ping())).hasMessageContaining("403");
    }

    @Test
    void withoutSetupTheConnectionEndsAfterFiveSeconds() {
        assertThat(endAfter()).isEqualTo(4408);
    }

    @Test
    void aFrameOverTheLimitIsRefused() {
        assertThat(endAfter(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[70_000]))))
                .isEqualTo(1009);
    }

    @Test
    void fragmentsBeyondTheLimitAreRefused() {
        assertThat(endAfter(
                        new BinaryWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[40_000])),
                        new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(new byte[40_000]))))
                .isEqualTo(1009);
    }

    @Test
    void textIsRefused() {
        assertThat(endAfter(new TextWebSocketFrame("{}"))).isEqualTo(1003);
    }

    private static int endAfter(WebSocketFrame... frames) {
        return endAfter(client(), frames);
    }

    private static int endAfter(HttpClient.WebsocketSender client, WebSocketFrame... frames) {
        WebSocketCloseStatus status = client.handle((in, out) -> Mono.when(
                                out.sendObject(Flux.fromArray(frames)).then(),
                                in.receiveFrames().then())
                        .then(in.receiveCloseStatus()))
                .next()
                .block(RSocketClient.PATIENCE);
        return Objects.requireNonNull(status).code();
    }

    private static WebSocketFrame ping() {
        return new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {1, 2, 3}));
    }

    private static HttpClient.WebsocketSender client() {
        return client(TestNode.ORIGIN);
    }

    private static HttpClient.WebsocketSender client(String origin) {
        return HttpClient.newConnection()
                .headers(headers -> headers.set("Origin", origin))
                .websocket(WebsocketClientSpec.builder().handlePing(true).build())
                .uri("ws://127.0.0.1:" + node.port() + "/rsocket");
    }
}
