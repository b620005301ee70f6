package chat.parley.edge.problem;

import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.error.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// The one place where errors become answers. Logs a defect once, with its stack; an outage in one line; a refusal not
/// at all.
@Order(-2)
final class ProblemAnswers implements ErrorWebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final long MS = 1_000;

    private final JsonMapper json;

    ProblemAnswers(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        return Mono.defer(() -> answer(exchange, error));
    }

    private Mono<Void> answer(ServerWebExchange exchange, Throwable error) {
        Problem problem = Problems.of(error);
        note(exchange.getRequest(), problem, error);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        setHeaders(response.getHeaders(), problem, error);
        byte[] body = json.writeValueAsBytes(problem);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static void setHeaders(HttpHeaders headers, Problem problem, Throwable error) {
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.code() == ErrorCode.UNAUTHENTICATED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        }
        if (error instanceof MethodNotAllowedException method) {
            headers.setAllow(method.getSupportedMethods());
        }
        setRetryAfter(headers, problem.retryAfterMs());
    }

    private static void setRetryAfter(HttpHeaders headers, @Nullable Long retryAfterMs) {
        if (retryAfterMs != null) {
            headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, (retryAfterMs + MS - 1) / MS)));
        }
    }

    private static void note(ServerHttpRequest request, Problem problem, Throwable error) {
        switch (problem.code()) {
            case INTERNAL ->
                LOG.error("{} {} failed", request.getMethod(), request.getURI().getRawPath(), error);
            case UNAVAILABLE ->
                LOG.warn(
                        "{} {} answered 503: {}",
                        request.getMethod(),
                        request.getURI().getRawPath(),
                        error.getClass().getSimpleName());
            default -> {}
        }
    }
}
