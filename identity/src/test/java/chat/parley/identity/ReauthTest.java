package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.CodePurpose;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

/// Showing once more who one is.
final class ReauthTest {
    private static final String REAUTH = "/api/v1/reauth";
    private static final Map<String, String> PASSWORD = Map.of("password", "marmalade over nine bridges");

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void asksWhoSignedInTooLongAgo() {
        Visitor visitor = identity.signIn("reauth.old@example.org");
        Visitor later = later(visitor, Duration.ofMinutes(15).plusSeconds(1));
        Refusals.expect(setPassword(later), ErrorCode.REAUTH_REQUIRED);
        Refusals.expect(identity.delete("/api/v1/me/password", later.accessToken()), ErrorCode.REAUTH_REQUIRED);
        Refusals.expect(
                identity.post("/api/v1/me/email", later.accessToken(), Map.of("email", "x@example.org")),
                ErrorCode.REAUTH_REQUIRED);
        Refusals.expect(
                identity.post(
                        "/api/v1/me/email/confirm",
                        later.accessToken(),
                        Map.of("email", "x@example.org", "otp", "000000")),
                ErrorCode.REAUTH_REQUIRED);
    }

    @Test
    void asksNobodyWhoHasJustSignedIn() {
        Visitor visitor = identity.signIn("reauth.fresh@example.org");
        setPassword(later(visitor, Duration.ofMinutes(15))).expectStatus().isNoContent();
    }

    @Test
    void believesACodeFromTheAccountsOwnMailbox() {
        String email = "reauth.code@example.org";
        Visitor visitor = later(identity.signIn(email), Duration.ofMinutes(20));
        String code = askForCode(visitor, email);
        Refusals.expect(reauth(visitor, Map.of("otp", other(code))), ErrorCode.CODE_REFUSED);
        reauth(visitor, Map.of("otp", code)).expectStatus().isNoContent();
        setPassword(visitor).expectStatus().isNoContent();
        Refusals.expect(reauth(visitor, Map.of("otp", code)), ErrorCode.CODE_REFUSED);
    }

    @Test
    void takesNoCodeOfAnotherSessionOrForAnotherPurpose() {
        String email = "reauth.bound@example.org";
        Visitor phone = identity.signIn(email);
        Visitor laptop = identity.signIn(email);
        identity.forgetLimits();
        String code = askForCode(phone, email);
        Refusals.expect(reauth(laptop, Map.of("otp", code)), ErrorCode.CODE_REFUSED);
        Refusals.expect(identity.verify(email, code), ErrorCode.CODE_REFUSED);
        identity.forgetLimits();
        int before = identity.mailbox().count(email);
        identity.askForCode(email).expectStatus().isAccepted();
        String forSigningIn = identity.mailbox().code(email, before + 1);
        if (!forSigningIn.equals(code)) {
            Refusals.expect(reauth(phone, Map.of("otp", forSigningIn)), ErrorCode.CODE_REFUSED);
        }
        reauth(phone, Map.of("otp", code)).expectStatus().isNoContent();
    }

    @Test
    void believesThePasswordAndOnlyForThisSession() {
        String email = "reauth.password@example.org";
        Visitor visitor = identity.signIn(email);
        setPassword(visitor).expectStatus().isNoContent();
        Visitor other = identity.signIn(email);
        Visitor old = later(visitor, Duration.ofMinutes(20));
        Visitor alsoOld = Visitor.of(identity.refresh(other.cookie()));
        Refusals.expect(reauth(old, Map.of("password", "not that one at all")), ErrorCode.CREDENTIALS_REFUSED);
        reauth(old, PASSWORD).expectStatus().isNoContent();
        Refusals.expect(setPassword(alsoOld), ErrorCode.REAUTH_REQUIRED);
        setPassword(old).expectStatus().isNoContent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"otp\":\"000000\",\"password\":\"both at the same time\"}",
                "{\"otp\":\"12345\"}",
                "{\"password\":\"\"}",
                "{\"password\":{\"$ne\":\"\"}}"
            })
    void refusesWhatIsNeither(String body) {
        Visitor visitor = identity.signIn("reauth.body@example.org");
        identity.forgetLimits();
        WebTestClient.ResponseSpec answer = identity.http()
                .post()
                .uri(REAUTH)
                .headers(headers -> headers.setBearerAuth(visitor.accessToken()))
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
        Refusals.expect(answer, ErrorCode.BAD_REQUEST);
    }

    /// The same session after a while.
    private Visitor later(Visitor visitor, Duration time) {
        identity.clock().advance(time);
        return Visitor.of(identity.refresh(visitor.cookie()));
    }

    private String askForCode(Visitor visitor, String email) {
        identity.forgetLimits();
        int before = identity.mailbox().count(email);
        identity.post(REAUTH + "/code", visitor.accessToken(), Map.of())
                .expectStatus()
                .isAccepted();
        String code = identity.mailbox().code(email, before + 1);
        CodeMail mail = identity.mailbox().last(email);
        assertThat(mail.purpose()).isEqualTo(CodePurpose.REAUTH);
        return code;
    }

    private WebTestClient.ResponseSpec reauth(Visitor visitor, Map<String, String> body) {
        return identity.post(REAUTH, visitor.accessToken(), body);
    }

    private WebTestClient.ResponseSpec setPassword(Visitor visitor) {
        return identity.post("/api/v1/me/password", visitor.accessToken(), PASSWORD);
    }

    private static String other(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }
}
