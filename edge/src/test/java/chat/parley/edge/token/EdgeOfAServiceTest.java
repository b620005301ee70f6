package chat.parley.edge.token;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.account.AccountBodies;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRedis;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// A small service as others build theirs, seen from outside.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EdgeOfAServiceTest {
    private final PrivateRedis redis = PrivateRedis.start();
    private Clock clock;
    private ReactiveWebServerApplicationContext service;
    private WebTestClient http;

    @BeforeAll
    void start() {
        service = (ReactiveWebServerApplicationContext) SpringApplication.run(
                SmallService.class,
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.autoconfigure.exclude=" + MongoReactiveAutoConfiguration.class.getName(),
                "--spring.data.redis.url=" + redis.uri(),
                "--parley.token.issuer=" + TestTokens.ISSUER);
        clock = service.getBean(Clock.class);
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"))
                .responseTimeout(Duration.ofSeconds(10))
                .build();
        letLive();
    }

    @AfterAll
    void stop() {
        service.close();
        redis.close();
    }

    @Test
    void knowsTheCaller() {
        get("/api/v1/whoami").expectStatus().isOk().expectBody(String.class).isEqualTo(TestTokens.ADA.value());
    }

    @Test
    void refusesWhoBringsNoToken() {
        problem(http.get().uri("/api/v1/whoami").exchange(), ErrorCode.UNAUTHENTICATED)
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @Test
    void doesNotLookForATokenInTheQuery() {
        problem(
                http.get()
                        .uri("/api/v1/whoami?access_token=" + TestTokens.good(clock.instant()))
                        .exchange(),
                ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void refusesATokenWhoseSessionEnded() {
        SessionId other = new SessionId("0f".repeat(16));
        String token = TestTokens.signed(
                TestTokens.KEY,
                TestTokens.header("first"),
                TestTokens.claims(clock.instant())
                        .claim(AccessTokens.SESSION_CLAIM, other.value())
                        .build());
        problem(
                http.get()
                        .uri("/api/v1/whoami")
                        .headers(headers -> headers.setBearerAuth(token))
                        .exchange(),
                ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void ignoresABadTokenWhereNoneIsNeeded() {
        http.get()
                .uri("/api/v1/open")
                .headers(headers -> headers.setBearerAuth("nonsense"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/env", "/nothing", "/.git/config"})
    void hasNothingBesideTheApi(String path) {
        problem(http.get().uri(path).exchange(), ErrorCode.NOT_FOUND);
        problem(get(path), ErrorCode.NOT_FOUND);
    }

    @Test
    void saysNotFoundToAKnownCallerOnly() {
        problem(http.get().uri("/api/v1/nothing").exchange(), ErrorCode.UNAUTHENTICATED);
        problem(get("/api/v1/nothing"), ErrorCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"a\"",
                "{}",
                "{\"email\":null}",
                "{\"email\":5}",
                "{\"email\":true}",
                "{\"email\":[\"ada@example.org\"]}",
                "{\"email\":{\"$ne\":\"\"}}",
                "{\"email\":\"ada@example.org\",\"email\":\"eve@example.org\"}",
                "{\"email\":\"ada@example.org\",\"admin\":true}",
                "{\"email\":\"ada@example.org\"} {}",
                "{\"email\":\"a\"}"
            })
    void refusesBodiesThatAreNotWhatIsExpected(String body) {
        problem(post(body), ErrorCode.BAD_REQUEST);
    }

    @Test
    void refusesDeepNestingBeforeReadingIt() {
        problem(post("{\"email\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}"), ErrorCode.BAD_REQUEST);
    }

    @Test
    void refusesABodyAboveTheLimit() {
        problem(post("{\"email\":\"" + "x".repeat(100_000) + "\"}"), ErrorCode.PAYLOAD_TOO_LARGE);
    }

    @Test
    void readsJsonOnly() {
        problem(
                http.post()
                        .uri("/api/v1/login")
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue("{\"email\":\"ada@example.org\"}")
                        .exchange(),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void namesTheMethodsItKnows() {
        problem(http.get().uri("/api/v1/login").exchange(), ErrorCode.METHOD_NOT_ALLOWED)
                .expectHeader()
                .valueEquals("Allow", "POST");
    }

    @Test
    void saysNotAcceptable() {
        problem(
                http.post()
                        .uri("/api/v1/login")
                        .accept(MediaType.IMAGE_PNG)
                        .bodyValue(AccountBodies.Login.to("ada@example.org"))
                        .exchange(),
                ErrorCode.NOT_ACCEPTABLE);
    }

    @Test
    void turnsAnInvalidPathVariableIntoBadRequest() {
        problem(get("/api/v1/user/nobody"), ErrorCode.BAD_REQUEST);
    }

    @Test
    void keepsADefectToItself() {
        get("/api/v1/defect")
                .expectStatus()
                .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR)
                .expectBody(String.class)
                .value(body ->
                        assertThat(body).contains("INTERNAL").doesNotContain("Illegal", "secret", "chat.parley"));
    }

    @Test
    void saysWhenToComeBack() {
        problem(get("/api/v1/busy"), ErrorCode.RATE_LIMITED)
                .expectHeader()
                .valueEquals("Retry-After", "2")
                .expectBody()
                .jsonPath("$.retryAfterMs")
                .isEqualTo(1_500);
    }

    @Test
    void lessensWhatBrowsersAndProxiesMayDo() {
        get("/api/v1/whoami")
                .expectHeader()
                .value("Cache-Control", value -> assertThat(value).contains("no-store"))
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .doesNotExist("Server")
                .expectHeader()
                .doesNotExist("Set-Cookie");
    }

    @Test
    void isDownWhileRedisIsAway() {
        http.get().uri("/health").exchange().expectStatus().isOk().expectBody().json("{\"status\":\"UP\"}");
        redis.kill();
        problem(get("/api/v1/whoami"), ErrorCode.UNAVAILABLE).expectHeader().exists("Retry-After");
        http.get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                .expectBody()
                .json("{\"status\":\"DOWN\"}");
        redis.restart();
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> get("/api/v1/whoami").expectStatus().isOk());
    }

    private void letLive() {
        assertThat(service.getBean(ReactiveStringRedisTemplate.class)
                        .opsForHash()
                        .put(LivingSessions.key(TestTokens.ADA, TestTokens.SESSION), "a", "b")
                        .block(Duration.ofSeconds(5)))
                .isTrue();
    }

    private WebTestClient.ResponseSpec get(String path) {
        return http.get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(TestTokens.good(clock.instant())))
                .exchange();
    }

    private WebTestClient.ResponseSpec post(String body) {
        return http.post()
                .uri("/api/v1/login")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    @CanIgnoreReturnValue
    private static WebTestClient.ResponseSpec problem(WebTestClient.ResponseSpec answer, ErrorCode code) {
        return answer.expectStatus()
                .isEqualTo(code.status())
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(SmallController.class)
    static class SmallService {
        @Bean
        VerificationKeys keys() {
            return id -> Mono.just(TestTokens.KEY.toPublicJWK());
        }

        @Bean
        PublicPaths publicPaths() {
            return PublicPaths.of("/api/v1/open", "/api/v1/login");
        }
    }

    @RestController
    static class SmallController {
        @GetMapping("/api/v1/whoami")
        Mono<String> whoami(@AuthenticationPrincipal AccessToken token) {
            return Mono.just(token.userId().value());
        }

        @GetMapping("/api/v1/open")
        Mono<String> open() {
            return Mono.just("open");
        }

        @GetMapping("/api/v1/user/{userId}")
        Mono<String> user(@PathVariable UserId userId) {
            return Mono.just(userId.value());
        }

        @PostMapping("/api/v1/login")
        Mono<List<String>> login(@RequestBody AccountBodies.Login login) {
            return Mono.just(List.of(login.email()));
        }

        @GetMapping("/api/v1/defect")
        Mono<String> defect() {
            return Mono.error(new IllegalStateException("secret"));
        }

        @GetMapping("/api/v1/busy")
        Mono<String> busy() {
            return Mono.error(new ProblemException(ErrorCode.RATE_LIMITED, "Slow down.", 1_500L));
        }
    }
}
