package chat.parley.gateway.guard;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Takes away what a caller says about itself, and notes who it is; [VouchedHeaders] tells the services.
@Component
@Order(Place.CALLER)
final class CallerHeaders implements WebFilter {
    private static final Set<String> CLAIMS = Set.of("forwarded", "x-user-id", "x-real-ip", "true-client-ip");
    private static final List<String> CLAIM_PREFIXES = List.of("x-forwarded-", "x-auth-", "x-internal-");

    private final Callers callers;

    CallerHeaders(GuardProperties properties) {
        callers = new Callers(properties);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Caller caller = callerOf(exchange.getRequest());
        caller.attachTo(exchange);
        ServerHttpRequest cleaned = exchange.getRequest()
                .mutate()
                .headers(CallerHeaders::dropClaims)
                .build();
        return chain.filter(exchange.mutate().request(cleaned).build());
    }

    private Caller callerOf(ServerHttpRequest request) {
        boolean encrypted =
                request.getSslInfo() != null || "https".equals(request.getURI().getScheme());
        return callers.of(request.getRemoteAddress(), encrypted, request.getHeaders()::get);
    }

    private static void dropClaims(HttpHeaders headers) {
        List<String> claims =
                headers.headerNames().stream().filter(CallerHeaders::isClaim).toList();
        claims.forEach(headers::remove);
    }

    private static boolean isClaim(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return CLAIMS.contains(lower) || CLAIM_PREFIXES.stream().anyMatch(lower::startsWith);
    }
}
