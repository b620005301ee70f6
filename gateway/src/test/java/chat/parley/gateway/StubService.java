package chat.parley.gateway;

import chat.parley.protocol.Limits;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/// Stands in for identity and messaging: shows what arrives, and says on its socket whatever it is told.
final class StubService implements AutoCloseable {
    private static final int TOO_BIG = 1009;

    private final DisposableServer server;

    StubService() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(StubService::routes)
                .bindNow();
    }

    String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    private static void routes(HttpServerRoutes routes) {
        WebsocketServerSpec limits = WebsocketServerSpec.builder()
                .maxFramePayloadLength(Limits.FRAME_BYTES)
                .build();
        HttpServerRoutes done = routes.get(
                        "/ws", (in, out) -> out.sendWebsocket((from, to) -> talk(in, from, to), limits))
                .get("/rsocket", (in, out) -> out.sendWebsocket((from, to) -> talk(in, from, to), limits))
                .get("/api/v1/me", StubService::showHeaders)
                .get(
                        "/api/v1/chat/slow",
                        (in, out) ->
                                out.sendString(Mono.delay(Duration.ofSeconds(5)).map(Object::toString)))
                .post("/api/v1/chat/cut", (in, out) -> in.receive().then(cut(out)))
                .post(
                        "/api/v1/message",
                        (in, out) -> out.sendString(in.receive().aggregate().asString()))
                .post("/api/v1/load-test/accounts", (in, out) -> out.sendString(Mono.just("accounts")))
                .get("/internal/profiles", (in, out) -> out.sendString(Mono.just("secret")));
        done.get("/actuator/env", (in, out) -> out.sendString(Mono.just("secret")));
    }

    private static Mono<Void> cut(HttpServerResponse out) {
        return Mono.fromRunnable(() -> out.withConnection(DisposableChannel::dispose));
    }

    private static Publisher<Void> showHeaders(HttpServerRequest in, HttpServerResponse out) {
        String seen = in.requestHeaders().entries().stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT) + ": " + header.getValue())
                .collect(Collectors.joining("\n"));
        return out.header(HttpHeaderNames.SERVER, "stub/1").sendString(Mono.just(seen));
    }

    /// `close 4401` closes with that code; `big 100000` answers with so many characters; `origin` tells the caller's;
    /// anything else comes back.
    private static Publisher<Void> talk(HttpServerRequest request, WebsocketInbound in, WebsocketOutbound out) {
        String origin = String.join(",", request.requestHeaders().getAll(HttpHeaderNames.ORIGIN));
        return in.aggregateFrames(Limits.FRAME_BYTES)
                .receive()
                .asString()
                .concatMap(text -> answer(text, origin, out))
                .onErrorResume(TooLongFrameException.class, huge -> out.sendClose(TOO_BIG));
    }

    private static Publisher<Void> answer(String text, String origin, WebsocketOutbound out) {
        String[] words = text.split(" ", 2);
        return switch (words[0]) {
            case "close" -> out.sendClose(Integer.parseInt(words[1]), "as asked");
            case "big" -> out.sendString(Mono.just("b".repeat(Integer.parseInt(words[1]))));
            case "origin" -> out.sendString(Mono.just(origin));
            default -> out.sendString(Mono.just(text));
        };
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
