package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountBodies.Login;
import chat.parley.protocol.account.AccountBodies.Verify;
import chat.parley.protocol.error.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.WebTestClient;

/// A code is for the browser that asked for it.
final class ChallengeTest {
    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void keepsTheChallengeFromScriptsAndOtherSites() {
        ResponseCookie cookie = ask("challenge.cookie@example.org", "");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getDomain()).isNull();
        assertThat(cookie.getMaxAge()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void isOfNoUseToAnotherBrowserWhichCannotUseItUpEither() {
        String email = "challenge.mine@example.org";
        ResponseCookie mine = ask(email, "");
        String code = identity.mailbox().code(email, 1);
        ResponseCookie thiefs = ask("challenge.thief@example.org", "");
        assertThat(thiefs.getValue()).isNotEqualTo(mine.getValue());
        for (int i = 0; i < 6; i++) {
            Refusals.expect(verify(email, code, thiefs.getValue()), ErrorCode.CODE_REFUSED);
            Refusals.expect(verify(email, code, ""), ErrorCode.CODE_REFUSED);
        }
        ResponseCookie cleared = verify(email, code, mine.getValue())
                .expectStatus()
                .isOk()
                .returnResult(Void.class)
                .getResponseCookies()
                .getFirst(IdentityUnderTest.CHALLENGE);
        assertThat(Objects.requireNonNull(cleared).getMaxAge()).isEqualTo(Duration.ZERO);
    }

    @Test
    void staysGoodWhenTheSameBrowserAsksAgainTooSoon() {
        String email = "challenge.again@example.org";
        ResponseCookie first = ask(email, "");
        String code = identity.mailbox().code(email, 1);
        ResponseCookie second = ask(email, first.getValue());
        assertThat(second.getValue()).isEqualTo(first.getValue());
        verify(email, code, second.getValue()).expectStatus().isOk();
    }

    @Test
    void takesNoChallengeThatItWouldNotHaveGiven() {
        assertThat(ask("challenge.odd@example.org", "short").getValue()).hasSize(22);
    }

    private ResponseCookie ask(String email, String challenge) {
        return Objects.requireNonNull(identity.http()
                .post()
                .uri("/api/v1/login")
                .header("X-Forwarded-For", identity.anotherClient())
                .cookies(cookies -> cookies.setAll(challenge(challenge)))
                .bodyValue(Login.to(email))
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.challengeId")
                .doesNotExist()
                .returnResult()
                .getResponseCookies()
                .getFirst(IdentityUnderTest.CHALLENGE));
    }

    private WebTestClient.ResponseSpec verify(String email, String code, String challenge) {
        return identity.http()
                .post()
                .uri("/api/v1/verify")
                .cookies(cookies -> cookies.setAll(challenge(challenge)))
                .bodyValue(Verify.by(email, code))
                .exchange();
    }

    private static Map<String, String> challenge(String value) {
        return value.isEmpty() ? Map.of() : Map.of(IdentityUnderTest.CHALLENGE, value);
    }
}
