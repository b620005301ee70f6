package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.mail.NoticeKind;
import chat.parley.protocol.mail.NoticeMail;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.WebTestClient;

/// Being told of a sign-in from somewhere new.
final class NewDeviceTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void tellsOfANewDeviceInThePersonsLanguageAndOnce() {
        String email = "device.ada@example.org";
        String first = device(enter(email, ""));
        Visitor visitor = Visitor.of(enter(email, first));
        assertThat(identity.mailbox().notices(email, NoticeKind.NEW_DEVICE)).isEmpty();
        identity.post(
                        "/api/v1/update/user",
                        visitor.accessToken(),
                        Map.of("language", "de-AT", "timeZone", "Europe/Vienna"))
                .expectStatus()
                .isOk();
        String second = device(enter(email, ""));
        assertThat(second).isNotEqualTo(first);
        NoticeMail notice = identity.mailbox().notice(email, NoticeKind.NEW_DEVICE);
        assertThat(notice.device()).isEqualTo("Firefox on Linux");
        assertThat(notice.language()).isEqualTo("de-AT");
        assertThat(notice.timeZone()).isEqualTo("Europe/Vienna");
        assertThat(notice.expiresAt()).isEqualTo(notice.happenedAt().plus(Duration.ofDays(1)));
        assertThat(device(enter(email, second))).isEqualTo(second);
        assertThat(identity.mailbox().notices(email, NoticeKind.NEW_DEVICE)).hasSize(1);
    }

    @Test
    void knowsABrowserByACookieThatScriptsCannotRead() {
        ResponseCookie cookie = cookie(enter("device.cookie@example.org", ""));
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getMaxAge()).isEqualTo(Duration.ofDays(400));
        assertThat(device(enter("device.cookie@example.org", "<script>"))).hasSize(22);
    }

    private WebTestClient.ResponseSpec enter(String email, String device) {
        identity.forgetLimits();
        int before = identity.mailbox().count(email);
        identity.askForCode(email).expectStatus().isAccepted();
        String code = identity.mailbox().code(email, before + 1);
        Map<String, String> headers = device.isEmpty()
                ? Map.of(HttpHeaders.USER_AGENT, FIREFOX)
                : Map.of(HttpHeaders.USER_AGENT, FIREFOX, HttpHeaders.COOKIE, IdentityUnderTest.DEVICE + "=" + device);
        return identity.verify(email, code, headers);
    }

    private static String device(WebTestClient.ResponseSpec answer) {
        return cookie(answer).getValue();
    }

    private static ResponseCookie cookie(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(answer.expectStatus()
                .isOk()
                .returnResult(Void.class)
                .getResponseCookies()
                .getFirst(IdentityUnderTest.DEVICE));
    }
}
