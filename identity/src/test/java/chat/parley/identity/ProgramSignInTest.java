package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.account.AccountBodies.Login;
import chat.parley.protocol.account.AccountBodies.Refresh;
import chat.parley.protocol.account.AccountBodies.SignedIn;
import chat.parley.protocol.account.AccountBodies.Verify;
import chat.parley.protocol.error.ErrorCode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/// Signing in from programs that are no browser and have no cookies.
final class ProgramSignInTest {
    private static final String VERIFY = "/api/v1/verify";
    private static final String REFRESH = "/api/v1/token/refresh";
    private static final String LOGOUT = "/api/v1/logout";
    private static final Map<String, String> PROGRAM = Map.of("X-Parley-Client", "cli");

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void givesAProgramItsRefreshTokenInTheBodyAndNoCookie() {
        SignedIn first = signIn("program@example.org");
        SignedIn second = signedIn(post(REFRESH, PROGRAM, new Refresh(tokenOf(first))));
        assertThat(second.user()).isEqualTo(first.user());
        assertThat(tokenOf(second)).isNotEqualTo(tokenOf(first));
        identity.get("/api/v1/me", second.accessToken()).expectStatus().isOk();
    }

    @Test
    void endsTheSessionOfAProgram() {
        SignedIn signedIn = signIn("program-leaves@example.org");
        post(LOGOUT, PROGRAM, new Refresh(tokenOf(signedIn))).expectStatus().isNoContent();
        refused(identity.get("/api/v1/me", signedIn.accessToken()), ErrorCode.UNAUTHENTICATED);
        refused(post(REFRESH, PROGRAM, new Refresh(tokenOf(signedIn))), ErrorCode.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://chat.example.org",
        "Origin, https://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, same-origin",
        "Sec-Fetch-Mode, cors"
    })
    void neverShowsARefreshTokenToAScriptInABrowser(String header, String value) {
        String email = "script@example.org";
        identity.forgetLimits();
        int before = identity.mailbox().count(email);
        identity.askForCode(email).expectStatus().isAccepted();
        String code = identity.mailbox().code(email, before + 1);
        EntityExchangeResult<SignedIn> answer = identity.verify(email, code, with(header, value))
                .expectStatus()
                .isOk()
                .expectBody(SignedIn.class)
                .returnResult();
        assertThat(Objects.requireNonNull(answer.getResponseBody()).refreshToken())
                .isNull();
        assertThat(answer.getResponseCookies()).containsKey(IdentityUnderTest.COOKIE);
    }

    @ParameterizedTest
    @CsvSource({"Origin, https://chat.example.org", "Origin, https://evil.example", "Sec-Fetch-Site, none"})
    void refusesAProgramThatIsAPageAfterAll(String header, String value) {
        SignedIn signedIn = signIn("page@example.org");
        for (String path : List.of(REFRESH, LOGOUT)) {
            refused(post(path, with(header, value), new Refresh(tokenOf(signedIn))), ErrorCode.ORIGIN_REFUSED);
        }
        identity.get("/api/v1/me", signedIn.accessToken()).expectStatus().isOk();
    }

    @Test
    void takesNoTokenFromAPagesBody() {
        SignedIn signedIn = signIn("body@example.org");
        Map<String, String> page = Map.of("X-Parley-Client", "web", HttpHeaders.ORIGIN, IdentityUnderTest.ORIGIN);
        refused(post(REFRESH, page, new Refresh(tokenOf(signedIn))), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void takesNoCookieFromAProgram() {
        Visitor visitor = identity.signIn("cookie@example.org");
        refused(
                identity.http()
                        .post()
                        .uri(REFRESH)
                        .header("X-Parley-Client", "cli")
                        .cookie(visitor.cookie().getName(), visitor.cookie().getValue())
                        .exchange(),
                ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void refusesABodyThatIsNone() {
        refused(post(REFRESH, PROGRAM, Map.of("refreshToken", "")), ErrorCode.BAD_REQUEST);
        refused(post(REFRESH, PROGRAM, Map.of()), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void bindsTheCodeToTheProgramThatAskedForIt() {
        String email = "bound@example.org";
        CodeSent first = askForCode(email, null);
        String code = identity.mailbox().code(email, 1);
        String stranger =
                Objects.requireNonNull(askForCode("stranger@example.org", null).challengeId());
        refused(post(VERIFY, PROGRAM, Verify.by(email, code)), ErrorCode.CODE_REFUSED);
        refused(post(VERIFY, PROGRAM, new Verify(email, code, stranger)), ErrorCode.CODE_REFUSED);
        CodeSent again = askForCode(email, first.challengeId());
        assertThat(again.challengeId()).isEqualTo(first.challengeId());
        signedIn(post(VERIFY, PROGRAM, new Verify(email, code, first.challengeId())));
    }

    private SignedIn signIn(String email) {
        identity.forgetLimits();
        int before = identity.mailbox().count(email);
        CodeSent sent = askForCode(email, null);
        String code = identity.mailbox().code(email, before + 1);
        return signedIn(post(VERIFY, PROGRAM, new Verify(email, code, sent.challengeId())));
    }

    private CodeSent askForCode(String email, @Nullable String challengeId) {
        return Objects.requireNonNull(post(
                        "/api/v1/login",
                        Map.of("X-Parley-Client", "cli", "X-Forwarded-For", identity.anotherClient()),
                        new Login(email, challengeId))
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .doesNotExist(HttpHeaders.SET_COOKIE)
                .expectBody(CodeSent.class)
                .returnResult()
                .getResponseBody());
    }

    private static Map<String, String> with(String header, String value) {
        return Map.of("X-Parley-Client", "cli", header, value);
    }

    private WebTestClient.ResponseSpec post(String path, Map<String, String> headers, Object body) {
        return identity.http()
                .post()
                .uri(path)
                .headers(to -> headers.forEach(to::set))
                .bodyValue(body)
                .exchange();
    }

    @CanIgnoreReturnValue
    private static SignedIn signedIn(WebTestClient.ResponseSpec answer) {
        EntityExchangeResult<SignedIn> result = answer.expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist(HttpHeaders.SET_COOKIE)
                .expectBody(SignedIn.class)
                .returnResult();
        return Objects.requireNonNull(result.getResponseBody());
    }

    private static String tokenOf(SignedIn signedIn) {
        return Objects.requireNonNull(signedIn.refreshToken());
    }

    private static void refused(WebTestClient.ResponseSpec answer, ErrorCode code) {
        answer.expectStatus()
                .isEqualTo(code.status())
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code.name());
    }
}
