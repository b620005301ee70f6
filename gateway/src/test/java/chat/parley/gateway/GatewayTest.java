package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import reactor.test.StepVerifier;

final class GatewayTest {
    private static final String OWN = "https://chat.example.org";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final StubService SERVICE = new StubService();
    private static ConfigurableApplicationContext gateway;
    private static ConfigurableApplicationContext orphan;
    private static ConfigurableApplicationContext strict;

    @BeforeAll
    static void start() throws IOException {
        gateway = start(SERVICE.uri(), 1_000_000);
        orphan = start("http://127.0.0.1:" + nobodysPort(), 1_000_000);
        strict = start(SERVICE.uri(), 3);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        orphan.close();
        strict.close();
        SERVICE.close();
    }

    @Test
    void passesCallsOnWithoutWhatCallersClaimAboutThemselves() {
        http(gateway)
                .get()
                .uri("/api/v1/me")
                .header("X-User-Id", "admin")
                .header("X-Forwarded-User", "admin")
                .header("X-Forwarded-For", "8.8.8.8")
                .header("X-Auth-Token", "x")
                .header("Forwarded", "for=8.8.8.8")
                .header("Authorization", "Bearer t")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist("Server")
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody(String.class)
                .value(seen -> assertThat(seen)
                        .contains("x-forwarded-for: 127.0.0.1", "authorization: Bearer t")
                        .doesNotContain("admin", "8.8.8.8", "x-auth-token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/chat/0123", "/api/v1/me", "/api/v1/nothing", "/actuator/env"})
    void guardsEveryAnswer(String path) {
        http(gateway)
                .get()
                .uri(path)
                .exchange()
                .expectHeader()
                .value(
                        "Content-Security-Policy",
                        policy -> assertThat(policy)
                                .contains("default-src 'none'", "require-trusted-types-for 'script'")
                                .doesNotContain("unsafe"))
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("Referrer-Policy", "no-referrer")
                .expectHeader()
                .valueEquals("Cross-Origin-Opener-Policy", "same-origin")
                .expectHeader()
                .doesNotExist("Strict-Transport-Security");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/profiles",
                "/actuator/env",
                "/INTERNAL/profiles",
                "/actuator;x=1/env",
                "/api/v1/nothing",
                "/api/v1/chat/..%2f..%2finternal/profiles",
                "/.git/config",
                "/assets/gone.js",
                "/assets/app-1a2b3c.js.map",
                "/nothing.php"
            })
    void knowsNothingOf(String path) {
        expectProblem(http(gateway).get().uri(URI.create(base(gateway) + path)).exchange(), 404, "NOT_FOUND");
    }

    @Test
    void servesThePageForEveryAddressOfTheClient() {
        http(gateway)
                .get()
                .uri("/chat/0123456789")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectHeader()
                .valueEquals("Content-Type", "text/html;charset=utf-8")
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("<title>"));
    }

    @Test
    void servesHashedFilesForEver() {
        http(gateway)
                .get()
                .uri("/assets/app-1a2b3c.js")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "max-age=31536000, public, immutable")
                .expectHeader()
                .valueEquals("Content-Type", "text/javascript;charset=utf-8")
                .expectHeader()
                .exists("ETag");
    }

    @Test
    void zipsWhatGainsByIt() {
        Mono<String> encoding = HttpClient.create()
                .headers(headers -> headers.set("Accept-Encoding", "gzip"))
                .get()
                .uri(base(gateway) + "/assets/app-1a2b3c.js")
                .responseSingle((answer, body) -> body.asByteArray()
                        .map(bytes -> bytes.length + answer.responseHeaders().get("Content-Encoding")));
        StepVerifier.create(encoding)
                .expectNextMatches(text -> text.matches("\\d{2}gzip"))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void answersOtherMethodsThanGetOnPagesWithAProblem() {
        expectProblem(http(gateway).post().uri("/chat/0123").exchange(), 404, "NOT_FOUND");
    }

    @Test
    void refusesBodiesAboveTheLimit() {
        expectProblem(send("x".repeat(70_000)), 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void refusesBodiesOfUnknownLengthAboveTheLimit() {
        Flux<String> parts = Flux.range(0, 100).map(n -> "x".repeat(1_000));
        expectProblem(
                http(gateway)
                        .post()
                        .uri("/api/v1/message")
                        .contentType(MediaType.TEXT_PLAIN)
                        .body(parts, String.class)
                        .exchange(),
                413,
                "PAYLOAD_TOO_LARGE");
    }

    @Test
    void letsBodiesWithinTheLimitPass() {
        send("x".repeat(60_000)).expectStatus().isOk().expectBody(String.class).isEqualTo("x".repeat(60_000));
    }

    @Test
    void saysWhenAServiceIsAway() {
        expectProblem(http(orphan).get().uri("/api/v1/me").exchange(), 503, "UNAVAILABLE")
                .expectHeader()
                .exists("Retry-After");
    }

    @Test
    void saysWhenTheOutcomeIsUnknown() {
        expectProblem(http(gateway).post().uri("/api/v1/chat/cut").exchange(), 504, "OUTCOME_UNKNOWN");
        expectProblem(http(gateway).get().uri("/api/v1/chat/slow").exchange(), 503, "UNAVAILABLE");
    }

    @Test
    void allowsThePagesOnTheList() {
        http(gateway)
                .options()
                .uri("/api/v1/message")
                .header("Origin", OWN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", OWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "https://chat.example.org.evil.example",
                "http://chat.example.org"
            })
    void refusesForeignPages(String origin) {
        expectProblem(
                        http(gateway)
                                .get()
                                .uri("/api/v1/me")
                                .header("Origin", origin)
                                .exchange(),
                        403,
                        "ORIGIN_REFUSED")
                .expectHeader()
                .doesNotExist("Access-Control-Allow-Origin");
        StepVerifier.create(socket(origin, Flux.just("hello")))
                .expectErrorMatches(error -> error instanceof WebSocketClientHandshakeException refused
                        && Objects.requireNonNullElse(refused.getMessage(), "").contains("403"))
                .verify(PATIENCE);
    }

    @Test
    void carriesFramesBothWays() {
        StepVerifier.create(socket(OWN, Flux.just("one", "big 200000")))
                .expectNext("one")
                .expectNextMatches(text -> text.length() == 200_000)
                .thenCancel()
                .verify(PATIENCE);
        StepVerifier.create(socket(OWN, Flux.just("x".repeat(65_536))))
                .expectNextMatches(text -> text.length() == 65_536)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void letsProgramsInThatNameNoOrigin() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try (java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create(base(gateway).replace("http", "ws") + "/ws"), new FirstText(answer))
                    .get(10, TimeUnit.SECONDS);
            assertThat(socket.sendText("origin", true).get(10, TimeUnit.SECONDS))
                    .isNotNull();
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(OWN);
            socket.abort();
        }
    }

    private record FirstText(CompletableFuture<String> received) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            received.complete(data.toString());
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1012, 1013, 4400, 4401, 4430})
    void passesCloseCodesOn(int code) {
        StepVerifier.create(closeCodeAfter(gateway, "close " + code))
                .expectNext(code)
                .verifyComplete();
    }

    /// The client sends it in fragments of 16 KiB, each of them within the limit.
    @Test
    void closesSocketsWithHugeMessages() {
        // What comes after the limit is not read, so that the system may reset the connection before the code is seen.
        Mono<Integer> end = closeCodeAfter(gateway, "x".repeat(300_000)).onErrorReturn(IOException.class, 1009);
        StepVerifier.create(end).expectNext(1009).verifyComplete();
    }

    /// They are on their way while the gateway still connects to messaging.
    @Test
    void putsFragmentsTogetherThatComeAtOnce() {
        StepVerifier.create(closeCodeAfter(gateway, "clo", "se 4", "430"))
                .expectNext(4430)
                .verifyComplete();
    }

    @Test
    void asksSocketsToComeBackLaterWhenMessagingIsAway() {
        StepVerifier.create(closeCodeAfter(orphan, "hello")).expectNext(1013).verifyComplete();
    }

    @Test
    void limitsWhatOneAddressMayAsk() {
        Flux<Integer> statuses = Flux.range(0, 20)
                .concatMap(n -> HttpClient.create()
                        .get()
                        .uri(base(strict) + "/api/v1/me")
                        .responseSingle(
                                (answer, body) -> Mono.just(answer.status().code())));
        StepVerifier.create(statuses.any(status -> status == 429))
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void saysThatItLives() {
        http(gateway).get().uri("/health").exchange().expectStatus().isOk();
    }

    @Test
    void leadsToAccountsForLoadTestsUnderTheirProfileOnly() {
        try (ConfigurableApplicationContext loadTest = start(SERVICE.uri(), 10, "--spring.profiles.active=load-test")) {
            askForAccounts(loadTest).expectStatus().isOk();
        }
        expectProblem(askForAccounts(gateway), 404, "NOT_FOUND");
    }

    private static WebTestClient.ResponseSpec askForAccounts(ConfigurableApplicationContext context) {
        return http(context).post().uri("/api/v1/load-test/accounts").exchange();
    }

    private static WebTestClient.ResponseSpec send(String body) {
        return http(gateway)
                .post()
                .uri("/api/v1/message")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue(body)
                .exchange();
    }

    @CanIgnoreReturnValue
    private static WebTestClient.ResponseSpec expectProblem(
            WebTestClient.ResponseSpec answer, int status, String code) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
        return answer;
    }

    private static Flux<String> socket(String origin, Flux<String> frames) {
        return HttpClient.create()
                .headers(origin(origin))
                .websocket(WebsocketClientSpec.builder()
                        .maxFramePayloadLength(1 << 20)
                        .build())
                .uri(base(gateway).replace("http", "ws") + "/ws")
                .handle((in, out) -> exchange(in, out, frames));
    }

    private static Consumer<HttpHeaders> origin(String origin) {
        return headers -> headers.set("Origin", origin);
    }

    private static Flux<String> exchange(WebsocketInbound in, WebsocketOutbound out, Flux<String> frames) {
        Flux<String> sent = out.sendString(frames).then().thenMany(Flux.never());
        return Flux.merge(in.aggregateFrames(1 << 20).receive().asString(), sent);
    }

    /// What a client of another make hears: Reactor Netty's own is not sure of it when the end comes quickly.
    private static Mono<Integer> closeCodeAfter(ConfigurableApplicationContext context, String... fragments) {
        return Mono.usingWhen(
                        Mono.fromSupplier(java.net.http.HttpClient::newHttpClient),
                        client -> closeCodeAfter(client, context, List.of(fragments)),
                        client -> Mono.fromRunnable(client::shutdownNow))
                .timeout(PATIENCE);
    }

    private static Mono<Integer> closeCodeAfter(
            java.net.http.HttpClient client, ConfigurableApplicationContext context, List<String> fragments) {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        return Mono.fromFuture(() -> client.newWebSocketBuilder()
                        .header("Origin", OWN)
                        .buildAsync(URI.create(base(context).replace("http", "ws") + "/ws"), new End(code))
                        .thenCompose(socket -> send(socket, fragments)))
                .onErrorComplete()
                .then(Mono.fromFuture(code));
    }

    private static CompletableFuture<WebSocket> send(WebSocket socket, List<String> fragments) {
        CompletableFuture<WebSocket> sent = socket.sendText(fragments.getFirst(), fragments.size() == 1);
        return fragments.size() == 1
                ? sent
                : sent.thenCompose(same -> send(same, fragments.subList(1, fragments.size())));
    }

    private record End(CompletableFuture<Integer> code) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            code.complete(status);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            code.completeExceptionally(error);
        }
    }

    private static ConfigurableApplicationContext start(String services, int burst, String... more) {
        List<String> settings = List.of(
                "--server.port=0",
                "--parley.origins=" + OWN,
                "--parley.gateway.identity-uri=" + services,
                "--parley.gateway.messaging-uri=" + services,
                "--parley.gateway.burst=" + burst,
                "--parley.gateway.requests-per-second=1",
                "--spring.cloud.gateway.server.webflux.httpclient.response-timeout=1s",
                "--spring.lifecycle.timeout-per-shutdown-phase=1s");
        return GatewayApplication.builder(Map.of())
                .run(Stream.concat(settings.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static int nobodysPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String base(ConfigurableApplicationContext context) {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    private static WebTestClient http(ConfigurableApplicationContext context) {
        return WebTestClient.bindToServer()
                .baseUrl(base(context))
                .responseTimeout(PATIENCE)
                .build();
    }
}
