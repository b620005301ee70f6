package chat.parley.gateway.guard;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// A rough limit per address, so that nobody alone keeps the services busy. The services have finer ones.
///
/// Counts on this node only. Remembers a bounded number of addresses; one that is forgotten starts afresh.
@Component
@Order(Place.RATE)
final class RequestRate implements WebFilter {
    private static final int ADDRESSES = 50_000;
    private static final Duration FORGET_AFTER = Duration.ofMinutes(5);
    private static final long RETRY_MS = 1_000;

    private final LoadingCache<String, Allowance> allowances;

    RequestRate(GuardProperties properties) {
        allowances = Caffeine.newBuilder()
                .maximumSize(ADDRESSES)
                .expireAfterAccess(FORGET_AFTER)
                .build(address -> new Allowance(properties.requestsPerSecond(), properties.burst(), System.nanoTime()));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        boolean counted = path.startsWith("/api/") || "/ws".equals(path) || "/rsocket".equals(path);
        return !counted || take(Caller.of(exchange).address()) ? chain.filter(exchange) : Mono.error(tooMany());
    }

    boolean take(String address) {
        return allowances.get(address).take(System.nanoTime());
    }

    static ProblemException tooMany() {
        return new ProblemException(ErrorCode.RATE_LIMITED, "Too many requests from your address.", RETRY_MS);
    }
}
