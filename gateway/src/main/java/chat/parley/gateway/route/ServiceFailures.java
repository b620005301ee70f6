package chat.parley.gateway.route;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.PrematureCloseException;

/// What callers hear when a service does not answer: 503 where nothing was done, 504 where nobody knows.
@Component
final class ServiceFailures implements GlobalFilter, Ordered {
    private static final int GATEWAY_TIMEOUT = 504;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).onErrorMap(error -> explained(exchange, error));
    }

    /// Outside the filter that calls the service.
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    private static Throwable explained(ServerWebExchange exchange, Throwable error) {
        if (error instanceof ConnectException || error instanceof UnknownHostException) {
            return ProblemException.unavailable();
        }
        return silent(error) ? unknown(exchange.getRequest().getMethod()) : error;
    }

    private static boolean silent(Throwable error) {
        return error instanceof PrematureCloseException
                || (error instanceof ResponseStatusException status
                        && status.getStatusCode().value() == GATEWAY_TIMEOUT);
    }

    private static ProblemException unknown(HttpMethod method) {
        return HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)
                ? ProblemException.unavailable()
                : new ProblemException(
                        ErrorCode.OUTCOME_UNKNOWN, "The service did not answer in time. Repeat with the same id.");
    }
}
