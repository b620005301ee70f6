package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountBodies.Me;
import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// What people say about themselves.
final class ProfileTest {
    private static final String UPDATE = "/api/v1/update/user";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void changesOnlyWhatIsThere() {
        Visitor ada = identity.signIn("profile.ada@example.org");
        assertThat(ada.signedIn().user().createdAt()).isEqualTo(identity.clock().instant());
        Me all = me(update(
                ada,
                Map.of(
                        "name", "Ada",
                        "handle", "ada.l",
                        "about", " Engines.\nPoetry. ",
                        "language", "EN-gb",
                        "timeZone", "Europe/London")));
        assertThat(all.handle()).isEqualTo("ada.l");
        assertThat(all.about()).isEqualTo("Engines.\nPoetry.");
        assertThat(all.language()).isEqualTo("en-GB");
        assertThat(all.timeZone()).isEqualTo("Europe/London");
        assertThat(all.role()).isEqualTo(AccountRole.USER);
        assertThat(all.hasPassword()).isFalse();
        Me less = me(update(ada, Map.of("about", "", "timeZone", "", "language", "")));
        assertThat(less.about() + less.timeZone() + less.language()).isEmpty();
        assertThat(less.name() + less.handle()).isEqualTo("Adaada.l");
        assertThat(me(identity.get("/api/v1/me", ada.accessToken()))).isEqualTo(less);
    }

    @Test
    void givesAHandleToOnePersonOnly() {
        Visitor one = identity.signIn("handle.one@example.org");
        Visitor two = identity.signIn("handle.two@example.org");
        update(one, Map.of("handle", "only_one")).expectStatus().isOk();
        update(one, Map.of("handle", "only_one")).expectStatus().isOk();
        Refusals.expect(update(two, Map.of("handle", "only_one", "name", "Two")), ErrorCode.CONFLICT);
        assertThat(me(identity.get("/api/v1/me", two.accessToken())).name()).isEmpty();
        update(one, Map.of("handle", "another.one")).expectStatus().isOk();
        update(two, Map.of("handle", "only_one")).expectStatus().isOk();
        update(one, Map.of("handle", "")).expectStatus().isOk();
        update(two, Map.of("handle", "another.one")).expectStatus().isOk();
    }

    @Test
    void givesAHandleOnceHoweverManyWantItTogether() {
        List<Visitor> people = Flux.range(0, 6)
                .map(number -> identity.signIn("together" + number + "@example.org"))
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
        List<Integer> statuses = Flux.fromIterable(people)
                .flatMap(
                        person -> Mono.fromCallable(() -> status(update(person, Map.of("handle", "wanted"))))
                                .subscribeOn(Schedulers.boundedElastic()),
                        6)
                .collectList()
                .block(PATIENCE);
        assertThat(statuses).hasSize(6).containsOnlyOnce(200).containsOnly(200, 409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"handle\":\"ab\"}",
                "{\"handle\":\"Ada\"}",
                "{\"handle\":\"a b c\"}",
                "{\"handle\":\"ada@home\"}",
                "{\"handle\":\"abcdefghijklmnopqrstuvwxyz01234\"}",
                "{\"about\":\"\\u0000\"}",
                "{\"about\":\"\\uD800\"}",
                "{\"language\":\"english please\"}",
                "{\"language\":\"x\"}",
                "{\"timeZone\":\"Mars/Base\"}",
                "{\"timeZone\":\"../etc/passwd\"}"
            })
    void refusesWhatIsNot(String body) {
        Visitor visitor = identity.signIn("profile.bad@example.org");
        identity.forgetLimits();
        Refusals.expect(json(visitor, body), ErrorCode.UNPROCESSABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"handle\":null}",
                "{\"handle\":{\"$ne\":\"\"}}",
                "{\"name\":\"x\",\"role\":\"admin\"}",
                "{\"name\":\"x\",\"_id\":\"1\"}"
            })
    void refusesWhatItDoesNotUnderstand(String body) {
        Visitor visitor = identity.signIn("profile.odd@example.org");
        identity.forgetLimits();
        Refusals.expect(json(visitor, body), ErrorCode.BAD_REQUEST);
    }

    @Test
    void refusesAnEndlessText() {
        Visitor visitor = identity.signIn("profile.long@example.org");
        Refusals.expect(update(visitor, Map.of("about", "x".repeat(301))), ErrorCode.UNPROCESSABLE);
        update(visitor, Map.of("about", "\uD83D\uDE00".repeat(300)))
                .expectStatus()
                .isOk();
    }

    private WebTestClient.ResponseSpec update(Visitor visitor, Map<String, String> fields) {
        return identity.post(UPDATE, visitor.accessToken(), fields);
    }

    private WebTestClient.ResponseSpec json(Visitor visitor, String body) {
        return identity.http()
                .post()
                .uri(UPDATE)
                .headers(headers -> headers.setBearerAuth(visitor.accessToken()))
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }

    private static Me me(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectStatus().isOk().expectBody(Me.class).returnResult().getResponseBody());
    }

    private static int status(WebTestClient.ResponseSpec answer) {
        return answer.returnResult(String.class).getStatus().value();
    }
}
