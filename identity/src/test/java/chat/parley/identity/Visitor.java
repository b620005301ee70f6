package chat.parley.identity;

import chat.parley.protocol.account.AccountBodies.SignedIn;
import java.util.Objects;
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
        return new Visitor(Objects.requireNonNull(body), Objects.requireNonNull(cookie));
    }

    String accessToken() {
        return signedIn.accessToken();
    }
}
