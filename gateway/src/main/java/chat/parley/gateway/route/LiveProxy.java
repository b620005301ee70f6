package chat.parley.gateway.route;

import chat.parley.gateway.guard.VouchedHeaders;
import io.netty.handler.codec.TooLongFrameException;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Carries a socket's frames between the caller and messaging.
///
/// In place of the filter that Spring Cloud Gateway brings, which turns the close codes 1012 and 1013 into 1002; our
/// clients decide by them how soon to come back.
@Component
final class LiveProxy implements GlobalFilter, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(LiveProxy.class);

    /// Just before the filter that it replaces.
    private static final int PLACE = Ordered.LOWEST_PRECEDENCE - 2;

    private static final Duration FOR_THE_REASON = Duration.ofSeconds(1);

    private final WebSocketService upgrades;
    private final WebSocketClient services;
    private final VouchedHeaders vouched;

    LiveProxy(WebSocketService upgrades, ServiceSockets services, VouchedHeaders vouched) {
        this.upgrades = upgrades;
        this.services = services.client();
        this.vouched = vouched;
    }

    @Override
    public int getOrder() {
        return PLACE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI service = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        boolean socket = "ws".equals(service.getScheme()) || "wss".equals(service.getScheme());
        return socket ? carry(exchange, service) : chain.filter(exchange);
    }

    private Mono<Void> carry(ServerWebExchange exchange, URI service) {
        ServerWebExchangeUtils.setAlreadyRouted(exchange);
        HttpHeaders headers = vouched.forSocket(exchange);
        return upgrades.handleRequest(exchange, caller -> connect(caller, service, headers));
    }

    /// Asks for the caller's frames before it connects: from then on fragments are put together. Those that came
    /// earlier would be taken for whole messages.
    private Mono<Void> connect(WebSocketSession caller, URI service, HttpHeaders headers) {
        Flux<WebSocketMessage> frames = caller.receive();
        return services.execute(service, headers, upstream -> join(caller, frames, upstream))
                .onErrorResume(error -> away(caller, error));
    }

    /// Ends when one side has closed and the other was told why.
    private static Mono<Void> join(WebSocketSession caller, Flux<WebSocketMessage> frames, WebSocketSession service) {
        Mono<Void> callerLeft = endOf(caller).flatMap(status -> service.close(CloseCodes.toService(status)));
        Mono<Void> serviceLeft = endOf(service).flatMap(status -> caller.close(CloseCodes.toCaller(status)));
        Mono<Void> up =
                pass(frames, service).onErrorResume(TooLongFrameException.class, huge -> refuse(caller, service));
        return Mono.firstWithSignal(callerLeft, serviceLeft, failure(up, pass(service.receive(), caller)));
    }

    /// A single huge frame is refused by the decoder, one in fragments only here.
    private static Mono<Void> refuse(WebSocketSession caller, WebSocketSession service) {
        return caller.close(CloseStatus.TOO_BIG_TO_PROCESS).then(service.close(CloseStatus.GOING_AWAY));
    }

    /// A frame that cannot be passed on mostly means that one side is just closing: its reason goes first.
    private static Mono<Void> failure(Mono<Void> up, Mono<Void> down) {
        return Mono.when(up, down)
                .onErrorResume(error -> Mono.delay(FOR_THE_REASON).then(Mono.error(error)))
                .then(Mono.never());
    }

    private static Mono<Void> pass(Flux<WebSocketMessage> frames, WebSocketSession to) {
        return to.send(Uncancelled.of(frames).doOnNext(WebSocketMessage::retain));
    }

    private static Mono<CloseStatus> endOf(WebSocketSession session) {
        return session.closeStatus().defaultIfEmpty(CloseStatus.NO_CLOSE_FRAME);
    }

    /// Messaging cannot be reached, or its node went away without a word: the caller comes back later, with jitter.
    private static Mono<Void> away(WebSocketSession caller, Throwable error) {
        LOG.debug("A socket ended", error);
        return caller.isOpen() ? caller.close(CloseStatus.SERVICE_OVERLOAD) : Mono.empty();
    }
}
