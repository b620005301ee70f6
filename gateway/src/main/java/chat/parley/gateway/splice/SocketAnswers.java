package chat.parley.gateway.splice;

import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/// What HTTP does about sockets, behind the guard's own filters: says why one was not opened, and ends the connection,
/// since the next try wants a new one; opens one that was asked for on a connection that was used before.
@Order(SocketAnswers.BEHIND_THE_GUARD)
final class SocketAnswers implements WebFilter {
    static final int BEHIND_THE_GUARD = Ordered.HIGHEST_PRECEDENCE + 100;

    private final Entrance entrance;

    SocketAnswers(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return SocketPaths.contain(exchange.getRequest().getPath().value())
                ? Mono.defer(() -> answer(exchange))
                : chain.filter(exchange);
    }

    private Mono<Void> answer(ServerWebExchange exchange) {
        Connection connection = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        return Refusal.takeFrom(connection.channel())
                .map(refusal -> say(exchange, refusal))
                .orElseGet(() -> judge(exchange, connection.channel()));
    }

    private Mono<Void> judge(ServerWebExchange exchange, Channel caller) {
        HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        return RequestHead.of(request)
                .map(head -> judge(exchange, caller, head))
                .orElseGet(() -> say(exchange, Refusal.malformed()));
    }

    private Mono<Void> judge(ServerWebExchange exchange, Channel caller, RequestHead head) {
        return switch (entrance.doorman().judge(head, caller)) {
            case Verdict.Refused refused -> say(exchange, refused.refusal());
            case Verdict.Admitted admitted ->
                open(caller, admitted.request()).flatMap(refusal -> say(exchange, refusal));
        };
    }

    /// Signals nothing when the socket opens: there is no HTTP any more that could end.
    private Mono<Refusal> open(Channel caller, SocketRequest request) {
        return Mono.create(
                sink -> caller.eventLoop().execute(() -> Threshold.within(caller, entrance, request, sink::success)));
    }

    private static Mono<Void> say(ServerWebExchange exchange, Refusal refusal) {
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().set(HttpHeaders.CONNECTION, "close");
        return switch (refusal) {
            case Refusal.Problem problem -> Mono.error(problem.problem());
            case Refusal.WrongVersion version -> wrongVersion(response);
            case Refusal.OfService ofService -> passOn(response, ofService);
        };
    }

    private static Mono<Void> wrongVersion(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.UPGRADE_REQUIRED);
        response.getHeaders().set(HttpHeaders.UPGRADE, "websocket");
        response.getHeaders().set("Sec-WebSocket-Version", SocketRequest.VERSION);
        return response.setComplete();
    }

    private static Mono<Void> passOn(ServerHttpResponse response, Refusal.OfService refusal) {
        response.setStatusCode(HttpStatusCode.valueOf(refusal.status()));
        refusal.headers().forEach(response.getHeaders()::set);
        return response.writeWith(Mono.fromSupplier(
                () -> response.bufferFactory().wrap(refusal.body().getBytes(StandardCharsets.UTF_8))));
    }
}
