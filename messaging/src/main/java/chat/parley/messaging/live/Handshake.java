package chat.parley.messaging.live;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.Limits;
import java.util.Optional;
import org.reactivestreams.Publisher;
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
import reactor.netty.http.websocket.WebsocketOutbound;
import reactor.util.context.Context;

/// Where WebSockets are opened: checks the request, then hands the connection to whoever talks on it. Neither
/// compression nor a subprotocol is agreed to.
public final class Handshake implements WebHandler {
    private static final String VERSION_HEADER = "Sec-WebSocket-Version";
    private static final String VERSION = "13";
    private static final WebsocketServerSpec SPEC = WebsocketServerSpec.builder()
            .handlePing(true)
            .compress(false)
            .maxFramePayloadLength(Limits.FRAME_BYTES)
            .build();

    private final Gatekeeper gatekeeper;
    private final Talk talk;

    /// @param talk what happens on an open socket
    public Handshake(Gatekeeper gatekeeper, Talk talk) {
        this.gatekeeper = gatekeeper;
        this.talk = talk;
    }

    /// What happens on an open socket.
    @FunctionalInterface
    public interface Talk {
        /// Until this completes. The address is that of the client, not of a proxy.
        Publisher<Void> over(String address, WebsocketInbound in, WebsocketOutbound out);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        Optional<ProblemException> refusal = gatekeeper.refusal(request);
        if (refusal.isPresent()) {
            return Mono.error(refusal.get());
        }
        return VERSION.equals(request.getHeaders().getFirst(VERSION_HEADER))
                ? upgrade(exchange.getResponse(), gatekeeper.addressOf(request))
                : wrongVersion(exchange.getResponse());
    }

    private Mono<Void> upgrade(ServerHttpResponse response, String address) {
        HttpServerResponse netty = ServerHttpResponseDecorator.getNativeResponse(response);
        return response.setComplete().then(Mono.defer(() -> upgrade(netty, address)));
    }

    /// The context, which leads to the exchange, would be kept as long as the socket is open, and so would the headers.
    private Mono<Void> upgrade(HttpServerResponse netty, String address) {
        return netty.sendWebsocket((in, out) -> begin(netty, address, in, out), SPEC)
                .contextWrite(context -> Context.empty());
    }

    private Publisher<Void> begin(
            HttpServerResponse netty, String address, WebsocketInbound in, WebsocketOutbound out) {
        in.headers().clear();
        netty.responseHeaders().clear();
        return talk.over(address, in, out);
    }

    private static Mono<Void> wrongVersion(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.UPGRADE_REQUIRED);
        response.getHeaders().set(VERSION_HEADER, VERSION);
        return response.setComplete();
    }
}
