package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountBodies.Login;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.mail.NoticeKind;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

final class SignInTest {
    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void signsInWithTheMailedCode() {
        Visitor ada = identity.signIn("Ada@Example.ORG");
        assertThat(ada.signedIn().user().email()).isEqualTo("ada@example.org");
        assertThat(ada.signedIn().user().name()).isEmpty();
        assertThat(ada.signedIn().expiresInSeconds()).isEqualTo(600);
        identity.get("/api/v1/me", ada.accessToken()).expectStatus().isOk();
    }

    @Test
    void givesTheSameAccountEveryTime() {
        Visitor first = identity.signIn("again@example.org");
        Visitor second = identity.signIn("again@example.org");
        assertThat(second.signedIn().user()).isEqualTo(first.signedIn().user());
        assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
    }

    @Test
    void keepsTheRefreshTokenFromScriptsAndOtherSites() {
        ResponseCookie cookie = identity.signIn("cookie@example.org").cookie();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getDomain()).isNull();
        assertThat(cookie.getMaxAge()).isEqualTo(Duration.ofDays(14));
    }

    @Test
    void answersKnownAndUnknownAddressesAlike() {
        identity.signIn("known@example.org");
        identity.forgetPauses();
        byte @Nullable [] known = body(identity.askForCode("known@example.org"));
        byte @Nullable [] unknown = body(identity.askForCode("unknown@example.org"));
        assertThat(known).isEqualTo(unknown);
    }

    @Test
    void mailsOneCodeAMinute() {
        identity.askForCode("often@example.org").expectStatus().isAccepted();
        identity.askForCode("often@example.org").expectStatus().isAccepted();
        assertThat(identity.mailbox().count("often@example.org")).isOne();
    }

    @Test
    void mailsFiveCodesInAQuarterOfAnHourAndStaysSilentThen() {
        for (int i = 0; i < 7; i++) {
            identity.forgetPauses();
            identity.askForCode("many@example.org").expectStatus().isAccepted();
        }
        assertThat(identity.mailbox().count("many@example.org")).isEqualTo(5);
    }

    @Test
    void refusesAClientThatAsksForManyAddresses() {
        for (int i = 0; i < 30; i++) {
            identity.askForCode("crowd" + i % 2 + "@example.org", "203.0.113.9")
                    .expectStatus()
                    .isAccepted();
        }
        problem(identity.askForCode("crowd@example.org", "203.0.113.9"), ErrorCode.RATE_LIMITED);
        problem(identity.askForCode("crowd@example.org", "6.6.6.6, 203.0.113.9"), ErrorCode.RATE_LIMITED);
        identity.askForCode("crowd@example.org", "203.0.113.10").expectStatus().isAccepted();
    }

    @Test
    void acceptsACodeOnce() {
        String code = askAndRead("once@example.org");
        identity.verify("once@example.org", code).expectStatus().isOk();
        problem(identity.verify("once@example.org", code), ErrorCode.CODE_REFUSED);
    }

    @Test
    void acceptsACodeOnceHoweverManyTryItTogether() {
        String code = askAndRead("parallel@example.org");
        List<Integer> statuses = Flux.range(0, 8)
                .flatMap(
                        i -> Mono.fromCallable(() -> status(identity.verify("parallel@example.org", code)))
                                .subscribeOn(Schedulers.boundedElastic()),
                        8)
                .collectList()
                .block(Duration.ofSeconds(20));
        assertThat(statuses).containsOnlyOnce(200).hasSize(8).containsOnly(200, 401);
    }

    @Test
    void letsACodeDieAfterFiveWrongTries() {
        String code = askAndRead("guess@example.org");
        guessWrong("guess@example.org", code);
        problem(identity.verify("guess@example.org", code), ErrorCode.CODE_REFUSED);
        identity.signIn("guess@example.org");
    }

    @Test
    void refusesAnOlderCode() {
        String older = askAndRead("newer@example.org");
        identity.forgetPauses();
        identity.askForCode("newer@example.org").expectStatus().isAccepted();
        String newer = identity.mailbox().code("newer@example.org", 2);
        if (!older.equals(newer)) {
            problem(identity.verify("newer@example.org", older), ErrorCode.CODE_REFUSED);
        }
        identity.verify("newer@example.org", newer).expectStatus().isOk();
    }

    @Test
    void refusesACodeOfAnotherAddress() {
        String code = askAndRead("mine@example.org");
        askAndRead("yours@example.org");
        problem(identity.verify("yours@example.org", code), ErrorCode.CODE_REFUSED);
    }

    @Test
    void refusesAnExpiredCode() {
        String code = askAndRead("late@example.org");
        identity.clock().advance(Duration.ofMinutes(5));
        problem(identity.verify("late@example.org", code), ErrorCode.CODE_REFUSED);
    }

    @Test
    void stopsGuessingAtOneAccountAfterAHundredFailuresAndTellsThePersonOnce() {
        identity.signIn("target@example.org");
        for (int challenge = 0; challenge < 20; challenge++) {
            identity.forgetLimits();
            identity.askForCode("target@example.org").expectStatus().isAccepted();
            String code = identity.mailbox().code("target@example.org", challenge + 2);
            guessWrong("target@example.org", code);
        }
        identity.forgetLimits();
        identity.askForCode("target@example.org").expectStatus().isAccepted();
        String right = identity.mailbox().code("target@example.org", 22);
        problem(identity.verify("target@example.org", right), ErrorCode.RATE_LIMITED);
        assertThat(identity.mailbox().notice("target@example.org", NoticeKind.TOO_MANY_FAILURES))
                .isNotNull();
        assertThat(identity.mailbox().notices("target@example.org", NoticeKind.TOO_MANY_FAILURES))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ada", "@example.org", "ada@", "a b@example.org", "ada@exa mple.org", "ada@-x.org", "a..b@x.org"
            })
    void refusesWhatIsNoAddress(String email) {
        problem(identity.askForCode(email), ErrorCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"ada@example.org\",\"otp\":{\"$ne\":\"\"}}",
                "{\"email\":\"ada@example.org\",\"otp\":[\"000000\"]}",
                "{\"email\":\"ada@example.org\",\"otp\":123456}",
                "{\"email\":\"ada@example.org\",\"otp\":null}",
                "{\"email\":\"ada@example.org\",\"otp\":\"12345\"}",
                "{\"email\":\"ada@example.org\",\"otp\":\"000000\",\"userId\":\"x\"}"
            })
    void refusesACodeOfAnotherType(String body) {
        problem(
                identity.http()
                        .post()
                        .uri("/api/v1/verify")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange(),
                ErrorCode.BAD_REQUEST);
    }

    @Test
    void takesNoCodeFromTheQuery() {
        problem(
                identity.http()
                        .get()
                        .uri("/api/v1/verify?email=ada@example.org&otp=000000")
                        .exchange(),
                ErrorCode.METHOD_NOT_ALLOWED);
    }

    @Test
    void writesToPeopleInTheirLanguage() {
        identity.http()
                .post()
                .uri("/api/v1/login")
                .header("Accept-Language", "fr, de-AT;q=0.8, en;q=0.5")
                .header("X-Forwarded-For", "192.0.2.77")
                .bodyValue(Login.to("deutsch@example.org"))
                .exchange()
                .expectStatus()
                .isAccepted();
        assertThat(identity.mailbox().mail("deutsch@example.org").language()).isEqualTo("de");
    }

    private void guessWrong(String email, String code) {
        String wrong = code.equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 5; i++) {
            problem(identity.verify(email, wrong), ErrorCode.CODE_REFUSED);
        }
    }

    @CanIgnoreReturnValue
    private String askAndRead(String email) {
        identity.askForCode(email).expectStatus().isAccepted();
        return identity.mailbox().code(email, 1);
    }

    private static byte @Nullable [] body(WebTestClient.ResponseSpec answer) {
        return answer.expectStatus()
                .isEqualTo(HttpStatus.ACCEPTED)
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
    }

    private static int status(WebTestClient.ResponseSpec answer) {
        HttpStatusCode status = answer.returnResult(String.class).getStatus();
        return status.value();
    }

    private static void problem(WebTestClient.ResponseSpec answer, ErrorCode code) {
        answer.expectStatus()
                .isEqualTo(code.status())
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code.name());
    }
}
