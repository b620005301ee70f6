package chat.parley.messaging.live;

import chat.parley.protocol.id.ChatId;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client that says exactly what a test tells it to, and keeps what it hears.
final class TestClient implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Sinks.Many<WebSocketFrame> out = Sinks.many().unicast().onBackpressureBuffer();
    private final Queue<JsonNode> heard = new ConcurrentLinkedQueue<>();
    private final Semaphore unread = new Semaphore(0);
    private final List<JsonNode> kept = new ArrayList<>();
    private volatile String reason = "";
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    private final Disposable running;

    private TestClient(String uri, String origin) {
        running = HttpClient.newConnection()
                .headers(headers -> headers.set("Origin", origin))
                .websocket(WebsocketClientSpec.builder()
                        .maxFramePayloadLength(4 * 1024 * 1024)
                        .build())
                .uri(uri)
                .handle(this::talk)
                .subscribe(ignored -> {}, this::failed);
    }

    static TestClient open(int port) {
        return open(port, TestNode.ORIGIN);
    }

    static TestClient open(int port, String origin) {
        TestClient client = new TestClient("ws://127.0.0.1:" + port + "/ws", origin);
        client.opened.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return client;
    }

    /// Says hello and waits until it is live.
    TestClient hello(String token, String... cursors) {
        sayHello(token, cursors);
        next("welcome");
        nextMatching(event -> isType(event, "heads") && !event.path("more").booleanValue());
        return this;
    }

    void sayHello(String token, String... cursors) {
        say("{'type':'hello','protocol':1,'token':'" + token + "','cursors':[" + String.join(",", cursors) + "]}");
    }

    static String cursor(ChatId chat, long seq) {
        return "{'chatId':'" + chat + "','seq':" + seq + "}";
    }

    @CanIgnoreReturnValue
    UUID send(ChatId chat, String text) {
        UUID id = UUID.randomUUID();
        send(chat, id, text);
        return id;
    }

    void send(ChatId chat, UUID id, String text) {
        say("{'type':'send','chatId':'" + chat + "','clientMessageId':'" + id + "','text':'" + text + "'}");
    }

    /// A frame of JSON; single quotes stand for double ones.
    void say(String json) {
        raw(new TextWebSocketFrame(json.replace('\'', '"')));
    }

    /// The same of who goes on when nobody listens any more.
    void flood(String json) {
        flood(new TextWebSocketFrame(json.replace('\'', '"')));
    }

    void flood(WebSocketFrame frame) {
        if (out.tryEmitNext(frame).isFailure()) {
            frame.release();
        }
    }

    void raw(WebSocketFrame frame) {
        out.tryEmitNext(frame).orThrow();
    }

    void bytes(byte[] bytes) {
        raw(new TextWebSocketFrame(true, 0, Unpooled.wrappedBuffer(bytes)));
    }

    @CanIgnoreReturnValue
    JsonNode next(String type) {
        return nextMatching(event -> isType(event, type));
    }

    /// The first event not yet asked for of which this holds; others stay.
    @CanIgnoreReturnValue
    JsonNode nextMatching(Predicate<JsonNode> condition) {
        for (JsonNode earlier : kept) {
            if (condition.test(earlier)) {
                kept.remove(earlier);
                return earlier;
            }
        }
        return await(condition);
    }

    private JsonNode await(Predicate<JsonNode> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (JsonNode event = poll(end); event != null; event = poll(end)) {
            if (condition.test(event)) {
                return event;
            }
            kept.add(event);
        }
        throw new AssertionError("not heard; closed: " + closed.getNow(0) + "; heard: " + kept);
    }

    /// Entries as they come, until this seq was there.
    List<Long> seqsUpTo(ChatId chat, long seq) {
        List<Long> seqs = new ArrayList<>();
        while (!seqs.contains(seq)) {
            JsonNode event = nextMatching(e ->
                    isType(e, "entries") && e.path("chatId").stringValue("").equals(chat.value()));
            event.path("entries").forEach(entry -> seqs.add(entry.path("seq").longValue()));
        }
        return seqs;
    }

    /// Whether such an event comes before the answer to a ping.
    boolean hears(String type) {
        say("{'type':'ping'}");
        next("pong");
        return kept.stream().anyMatch(event -> isType(event, type));
    }

    /// Waits until the server closed, and answers with its code; -1 where it gave none.
    int closeCode() {
        return closed.orTimeout(50, TimeUnit.SECONDS).join();
    }

    /// What the server's close frame said to people.
    String closeReason() {
        return reason;
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public void close() {
        running.dispose();
    }

    static boolean isType(JsonNode event, String type) {
        return event.path("type").stringValue("").equals(type);
    }

    private @Nullable JsonNode poll(long end) {
        try {
            return unread.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS) ? heard.poll() : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Mono<Void> talk(WebsocketInbound in, WebsocketOutbound outbound) {
        opened.complete(true);
        Mono<Void> listening = in.aggregateFrames(4 * 1024 * 1024)
                .receive()
                .asString(StandardCharsets.UTF_8)
                .doOnNext(this::hear)
                .then();
        Mono<WebSocketCloseStatus> status =
                in.receiveCloseStatus().doOnNext(this::closed).doOnTerminate(() -> closed.complete(-1));
        return Mono.when(outbound.sendObject(out.asFlux(), frame -> true).then().takeUntilOther(status), listening);
    }

    private void closed(WebSocketCloseStatus close) {
        reason = close.reasonText();
        closed.complete(close.code());
    }

    private void hear(String text) {
        heard.add(JSON.readTree(text));
        unread.release();
    }

    private void failed(Throwable failure) {

        opened.completeExceptionally(failure);
        closed.complete(-1);
    }
}
