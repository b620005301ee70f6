package chat.parley.messaging.live;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.Limits;
import chat.parley.protocol.error.ErrorCode;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;

/// Where WebSockets are opened: checks the request, then hands the connection to whoever talks on it. No compression
/// and
/// no subprotocol is agreed to.
public final class Handshake implements WebHandler {
    private static final String VERSION_HEADER = "Sec-WebSocket-Version";
    private static final String VERSION = "13";
    private static final long FULL_RETRY_MS = 2_000;
    private static final WebsocketServerSpec SPEC = WebsocketServerSpec.builder()
            .handlePing(true)
            .compress(false)
            .maxFramePayloadLength(Limits.FRAME_BYTES)
            .build();

    private final Origins origins;
    private final LiveConnections connections;
    private final Function<? super WebsocketInbound, ? extends Publisher<Void>> talk;

    /// @param talk what happens on an open socket, until it completes
    public Handshake(
            Origins origins,
            LiveConnections connections,
            Function<? super WebsocketInbound, ? extends Publisher<Void>> talk) {
        this.origins = origins;
        this.connections = connections;
        this.talk = talk;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        if (!HttpMethod.GET.equals(request.getMethod())) {
            return refuse(ErrorCode.METHOD_NOT_ALLOWED, "Open a WebSocket here.");
        }
        if (!origins.allow(request.getHeaders().get(HttpHeaders.ORIGIN))) {
            return refuse(ErrorCode.ORIGIN_REFUSED, "Open this from the page of this installation.");
        }
        if (!"websocket".equalsIgnoreCase(request.getHeaders().getFirst(HttpHeaders.UPGRADE))) {
            return refuse(ErrorCode.BAD_REQUEST, "Open a WebSocket here.");
        }
        if (!VERSION.equals(request.getHeaders().getFirst(VERSION_HEADER))) {
            return wrongVersion(exchange.getResponse());
        }
        return connections.hasRoom() ? upgrade(exchange.getResponse()) : full();
    }

    private Mono<Void> upgrade(ServerHttpResponse response) {
        HttpServerResponse netty = ServerHttpResponseDecorator.getNativeResponse(response);
        return response.setComplete().then(Mono.defer(() -> netty.sendWebsocket((in, out) -> talk.apply(in), SPEC)));
    }

    private static Mono<Void> wrongVersion(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.UPGRADE_REQUIRED);
        response.getHeaders().set(VERSION_HEADER, VERSION);
        return response.setComplete();
    }

    private static Mono<Void> full() {
        return Mono.error(new ProblemException(ErrorCode.UNAVAILABLE, "Connect again soon.", FULL_RETRY_MS));
    }

    private static Mono<Void> refuse(ErrorCode code, String detail) {
        return Mono.error(new ProblemException(code, detail));
    }
}
