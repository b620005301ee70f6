package chat.parley.cli.http;

import chat.parley.cli.Json;
import chat.parley.protocol.error.ErrorCode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One server's HTTP interface. Refusals are errors of type [Answered]; a server that is not there is an
/// [IOException]. Every call ends within half a minute.
final class Http {
    private static final String BASE = "/api/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 60;
    private static final Duration AT_LEAST = Duration.ofMillis(200);

    private final HttpClient client;

    Http(URI server) {
        client = HttpClient.create()
                .baseUrl(server.toString().replaceAll("/+$", "") + BASE)
                .responseTimeout(PATIENCE)
                .headers(Http::introduce);
    }

    private static void introduce(HttpHeaders headers) {
        headers.set("X-Parley-Client", "cli");
        headers.set(HttpHeaderNames.USER_AGENT, "parley (" + System.getProperty("os.name") + ")");
        headers.set(HttpHeaderNames.ACCEPT, "application/json");
    }

    <T> Mono<T> get(String path, @Nullable String token, Class<T> answer) {
        return exchange(HttpMethod.GET, path, token, null, answer);
    }

    <T> Mono<T> post(String path, @Nullable String token, Object body, Class<T> answer) {
        return exchange(HttpMethod.POST, path, token, body, answer);
    }

    /// Repeats a call that a service refused for the moment, after the time that it named.
    static <T> Mono<T> patiently(Mono<T> call) {
        return call.retryWhen(Retry.from(signals ->
                signals.concatMap(signal -> signal.totalRetries() < ATTEMPTS ? wait(signal) : fail(signal))));
    }

    private static Mono<Long> wait(Retry.RetrySignal signal) {
        return signal.failure() instanceof Answered answered && answered.passes()
                ? Mono.delay(AT_LEAST.plusMillis(answered.retryAfterMs()))
                : fail(signal);
    }

    private static Mono<Long> fail(Retry.RetrySignal signal) {
        return Mono.error(signal.failure());
    }

    private <T> Mono<T> exchange(
            HttpMethod method, String path, @Nullable String token, @Nullable Object body, Class<T> answer) {
        return client.headers(headers -> authorise(headers, token))
                .request(method)
                .uri(path)
                .send((request, out) -> body == null
                        ? out
                        : out.send(
                                Mono.fromSupplier(() -> Unpooled.wrappedBuffer(Json.MAPPER.writeValueAsBytes(body)))))
                .responseSingle((response, content) -> read(response, content, answer))
                .timeout(PATIENCE);
    }

    private static void authorise(HttpHeaders headers, @Nullable String token) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        if (token != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
        }
    }

    private static <T> Mono<T> read(HttpClientResponse response, ByteBufMono content, Class<T> answer) {
        int status = response.status().code();
        Mono<byte[]> body = content.asByteArray().defaultIfEmpty(new byte[0]);
        if (status >= 200 && status < 300) {
            return body.filter(bytes -> answer != Void.class && bytes.length > 0)
                    .map(bytes -> Json.MAPPER.readValue(bytes, answer));
        }
        return body.flatMap(bytes -> Mono.error(answered(status, bytes)));
    }

    private static Answered answered(int status, byte[] body) {
        try {
            JsonNode problem = Json.MAPPER.readTree(body);
            ErrorCode code = Json.MAPPER.convertValue(problem.path("code"), ErrorCode.class);
            String detail = problem.path("detail").asString("The server answered with " + status + ".");
            return new Answered(
                    status, code, detail, problem.path("retryAfterMs").asLong(0));
        } catch (JacksonException noProblem) {
            return new Answered(status, null, "The server answered with " + status + ". Is it Parley?", 0);
        }
    }
}
