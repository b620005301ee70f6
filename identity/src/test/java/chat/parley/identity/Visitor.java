package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountBodies.SignedIn;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/// Somebody who signed in.
record Visitor(SignedIn signedIn, ResponseCookie cookie) {
    static Visitor of(WebTestClient.ResponseSpec answer) {
        EntityExchangeResult<SignedIn> result =
                answer.expectStatus().isOk().expectBody(SignedIn.class).returnResult();
        SignedIn body = result.getResponseBody();
        ResponseCookie cookie = result.getResponseCookies().getFirst(IdentityUnderTest.COOKIE);
        assertThat(body).isNotNull();
        assertThat(cookie).isNotNull();
        return new Visitor(body, cookie);
    }

    String accessToken() {
        return signedIn.accessToken();
    }
}
