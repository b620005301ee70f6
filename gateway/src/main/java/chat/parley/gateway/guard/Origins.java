package chat.parley.gateway.guard;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Which pages may call `/api` and `/ws`: those on the list, exactly. A caller without Origin is no browser's page and
/// passes; it has no cookies of ours.
///
/// The Host header decides nothing here: with a name that resolves to us, a foreign page would agree with it.
@Component
@Order(Place.ORIGIN)
final class Origins implements WebFilter {
    private static final Duration PREFLIGHT_LIFE = Duration.ofMinutes(10);

    private final Set<String> allowed;
    private final CorsConfiguration configuration = new CorsConfiguration();
    private final CorsProcessor processor = new DefaultCorsProcessor();

    Origins(OriginProperties properties) {
        allowed = Set.copyOf(properties.origins());
        configuration.setAllowedOrigins(properties.origins());
        configuration.setAllowedMethods(List.of("GET", "POST", "DELETE"));
        configuration.setAllowedHeaders(List.of("Authorization", "Content-Type", "X-Parley-Client"));
        configuration.setExposedHeaders(List.of("Retry-After"));
        configuration.setAllowCredentials(true);
        configuration.setMaxAge(PREFLIGHT_LIFE);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!guarded(request.getPath().value())) {
            return chain.filter(exchange);
        }
        boolean foreign = foreign(request.getHeaders().getOrEmpty(HttpHeaders.ORIGIN));
        return foreign ? Mono.error(refused()) : answer(exchange, chain);
    }

    private Mono<Void> answer(ServerWebExchange exchange, WebFilterChain chain) {
        boolean mayGoOn = processor.process(configuration, exchange);
        return mayGoOn && !CorsUtils.isPreFlightRequest(exchange.getRequest())
                ? chain.filter(exchange)
                : exchange.getResponse().setComplete();
    }

    boolean foreign(List<String> origins) {
        return origins.size() > 1 || origins.stream().anyMatch(origin -> !allowed.contains(origin));
    }

    private static boolean guarded(String path) {
        return path.startsWith("/api/") || "/ws".equals(path) || "/rsocket".equals(path);
    }

    static ProblemException refused() {
        return new ProblemException(
                ErrorCode.ORIGIN_REFUSED, "This page may not call here. The operator can add it to PARLEY_ORIGINS.");
    }
}
