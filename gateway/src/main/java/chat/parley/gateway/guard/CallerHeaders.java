package chat.parley.gateway.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Takes away what a caller says about itself, and notes who it is; [VouchedHeaders] tells the services.
///
/// Of a trusted proxy the last `X-Forwarded-For` is believed, which is the peer that the proxy saw.
@Component
@Order(Place.CALLER)
final class CallerHeaders implements WebFilter {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final Set<String> CLAIMS = Set.of("forwarded", "x-user-id", "x-real-ip", "true-client-ip");
    private static final List<String> CLAIM_PREFIXES = List.of("x-forwarded-", "x-auth-", "x-internal-");

    private final Networks trusted;

    CallerHeaders(GuardProperties properties) {
        trusted = Networks.parse(properties.trustedProxies());
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
        InetSocketAddress peer = request.getRemoteAddress();
        boolean encrypted =
                request.getSslInfo() != null || "https".equals(request.getURI().getScheme());
        if (peer == null || !trusted.contain(peer)) {
            return new Caller(textOf(peer), encrypted);
        }
        HttpHeaders headers = request.getHeaders();
        String proto = last(headers.get(PROTO), encrypted ? "https" : "http");
        return new Caller(last(headers.get(FOR), textOf(peer)), "https".equals(proto));
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

    /// Of all lines of the header together: a proxy may add to the caller's line, or a line of its own behind it.
    private static String last(@Nullable List<String> lines, String otherwise) {
        if (lines == null || lines.getLast().isBlank()) {
            return otherwise;
        }
        String line = lines.getLast();
        return line.substring(line.lastIndexOf(',') + 1).strip();
    }

    private static String textOf(@Nullable InetSocketAddress peer) {
        InetAddress address = peer == null ? null : peer.getAddress();
        return address == null ? "unknown" : address.getHostAddress();
    }
}
