package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.mail.NoticeKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/// The other way in, for who wants it.
final class PasswordTest {
    private static final String PASSWORD = "/api/v1/me/password";
    private static final String LOGIN = "/api/v1/login/password";
    private static final String GOOD = "marmalade over nine bridges";

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void signsInWithThePassword() {
        Visitor ada = identity.signIn("pw.ada@example.org");
        set(ada, GOOD).expectStatus().isNoContent();
        Visitor again = Visitor.of(login("PW.Ada@example.org", GOOD));
        assertThat(again.signedIn().user().id()).isEqualTo(ada.signedIn().user().id());
        assertThat(again.signedIn().user().hasPassword()).isTrue();
        assertThat(again.cookie().isHttpOnly()).isTrue();
    }

    @Test
    void givesAProgramItsRefreshTokenInTheBody() {
        Visitor ada = identity.signIn("pw.program@example.org");
        set(ada, GOOD).expectStatus().isNoContent();
        login("pw.program@example.org", GOOD, "X-Parley-Client", "cli")
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist(HttpHeaders.SET_COOKIE)
                .expectBody()
                .jsonPath("$.refreshToken")
                .isNotEmpty();
    }

    @Test
    void answersWrongPasswordsAndUnknownAddressesAlike() {
        Visitor with = identity.signIn("pw.with@example.org");
        set(with, GOOD).expectStatus().isNoContent();
        identity.signIn("pw.without@example.org");
        List<byte[]> bodies = List.of("pw.with@example.org", "pw.without@example.org", "pw.nobody@example.org").stream()
                .map(email -> refusal(login(email, "not the right password")))
                .toList();
        assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
        assertThat(bodies.get(2)).isEqualTo(bodies.get(0));
        Refusals.expect(login("pw.nobody@example.org", "a password that nobody has"), ErrorCode.CREDENTIALS_REFUSED);
        Refusals.expect(login("pw.with@example.org", "x".repeat(1_000)), ErrorCode.CREDENTIALS_REFUSED);
        Refusals.expect(login("pw.with@example.org", "x".repeat(1_025)), ErrorCode.BAD_REQUEST);
    }

    static List<String> bad() {
        return List.of(
                "fourteen chars",
                "a".repeat(73),
                "\u00e9".repeat(37),
                "aaaaaaaaaaaaaaaaaaaa",
                "abcabcabcabcabcabc",
                "1234567890123456",
                "abcdefghijklmnop",
                "Password12345678",
                "p4ssw0rd!!!!!!!!!!",
                "passwordpassword",
                "PasswordDragon!!",
                "1qaz2wsx3edc4rfv",
                "correcthorsebatterystaple",
                "x pw.rules@example.org");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWhatIsShortLongOrCommon(String password) {
        Visitor visitor = identity.signIn("pw.rules@example.org");
        identity.forgetLimits();
        Refusals.expect(set(visitor, password), ErrorCode.UNPROCESSABLE);
    }

    @Test
    void takesSeventyTwoBytesWhateverTheyAre() {
        Visitor visitor = identity.signIn("pw.long@example.org");
        String longest = "\u00e9\u00e8\u00ea\u00e0\u00f4\u00fb".repeat(5) + "only twelve.";
        assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(72);
        set(visitor, longest).expectStatus().isNoContent();
        login("pw.long@example.org", longest).expectStatus().isOk();
        Refusals.expect(login("pw.long@example.org", longest + "!"), ErrorCode.CREDENTIALS_REFUSED);
    }

    @Test
    void endsTheOtherSessionsAndTellsThePerson() {
        Visitor other = identity.signIn("pw.others@example.org");
        Visitor here = identity.signIn("pw.others@example.org");
        set(here, GOOD).expectStatus().isNoContent();
        Refusals.expect(identity.get("/api/v1/me", other.accessToken()), ErrorCode.UNAUTHENTICATED);
        identity.get("/api/v1/me", here.accessToken()).expectStatus().isOk();
        assertThat(identity.mailbox().notice("pw.others@example.org", NoticeKind.PASSWORD_CHANGED))
                .isNotNull();
    }

    @Test
    void takesThePasswordBack() {
        Visitor visitor = identity.signIn("pw.back@example.org");
        set(visitor, GOOD).expectStatus().isNoContent();
        for (int i = 0; i < 2; i++) {
            identity.delete(PASSWORD, visitor.accessToken()).expectStatus().isNoContent();
        }
        Refusals.expect(login("pw.back@example.org", GOOD), ErrorCode.CREDENTIALS_REFUSED);
        identity.get("/api/v1/me", visitor.accessToken())
                .expectBody()
                .jsonPath("$.hasPassword")
                .isEqualTo(false);
    }

    @Test
    void letsNobodyGuessOnAfterAHundredTriesAndTellsThePerson() {
        String email = "pw.target@example.org";
        Visitor visitor = identity.signIn(email);
        set(visitor, GOOD).expectStatus().isNoContent();
        for (int i = 0; i < 100; i++) {
            Refusals.expect(login(email, "guess number " + i), ErrorCode.CREDENTIALS_REFUSED);
        }
        Refusals.expect(login(email, GOOD), ErrorCode.RATE_LIMITED);
        assertThat(identity.mailbox().notice(email, NoticeKind.TOO_MANY_FAILURES))
                .isNotNull();
        identity.forgetLimits();
        int before = identity.mailbox().count(email);
        identity.askForCode(email).expectStatus().isAccepted();
        Refusals.expect(identity.verify(email, identity.mailbox().code(email, before + 1)), ErrorCode.RATE_LIMITED);
        assertThat(identity.mailbox().notices(email, NoticeKind.TOO_MANY_FAILURES))
                .hasSize(1);
    }

    @Test
    void forgetsWrongTriesOnceThePasswordIsRight() {
        String email = "pw.forgiven@example.org";
        set(identity.signIn(email), GOOD).expectStatus().isNoContent();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 60; i++) {
                Refusals.expect(login(email, "guess number " + i), ErrorCode.CREDENTIALS_REFUSED);
            }
            login(email, GOOD).expectStatus().isOk();
        }
    }

    @Test
    void limitsTriesFromOneAddress() {
        String client = identity.anotherClient();
        for (int i = 0; i < 60; i++) {
            Refusals.expect(
                    login("spray" + i + "@example.org", GOOD, "X-Forwarded-For", client),
                    ErrorCode.CREDENTIALS_REFUSED);
        }
        Refusals.expect(login("spray@example.org", GOOD, "X-Forwarded-For", client), ErrorCode.RATE_LIMITED);
    }

    private WebTestClient.ResponseSpec set(Visitor visitor, String password) {
        return identity.post(PASSWORD, visitor.accessToken(), Map.of("password", password));
    }

    private WebTestClient.ResponseSpec login(String email, String password) {
        return login(email, password, "X-Forwarded-For", identity.anotherClient());
    }

    private WebTestClient.ResponseSpec login(String email, String password, String header, String value) {
        return identity.http()
                .post()
                .uri(LOGIN)
                .header(header, value)
                .bodyValue(Map.of("email", email, "password", password))
                .exchange();
    }

    private static byte[] refusal(WebTestClient.ResponseSpec answer) {
        EntityExchangeResult<byte[]> result = answer.expectStatus()
                .isEqualTo(ErrorCode.CREDENTIALS_REFUSED.status())
                .expectBody()
                .returnResult();
        byte @Nullable [] body = result.getResponseBodyContent();
        return body == null ? new byte[0] : body;
    }
}
