package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountBodies.FindUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

final class QueriesTest {
    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    /// As the server itself explains every kind of query that was heard of it, also from other tests.
    @Test
    void everyQueryIsServedByAnIndex() {
        Visitor ada = identity.signIn("ada.queries@example.org");
        identity.signIn("ada.queries@example.org");
        identity.post("/api/v1/update/user", ada.accessToken(), Map.of("name", "Ada"))
                .expectStatus()
                .isOk();
        identity.post("/api/v1/user/find", ada.accessToken(), new FindUser("ada.queries@example.org"))
                .expectStatus()
                .isOk();
        identity.get("/api/v1/me", ada.accessToken()).expectStatus().isOk();
        for (String handle : List.of("ada.queries", "queries.ada", "")) {
            identity.post("/api/v1/update/user", ada.accessToken(), Map.of("handle", handle))
                    .expectStatus()
                    .isOk();
        }
        changesPasswordAndAddress(ada);
        isLookedAfter(ada);
        isBlocked(ada);
        assertThat(identity.askedCollections()).contains("users", "emails", "handles", "audit", "blocks");
        assertThat(identity.servedByNoIndex()).isEmpty();
    }

    private void changesPasswordAndAddress(Visitor ada) {
        Map<String, String> password = Map.of("password", "marmalade over nine bridges");
        identity.post("/api/v1/me/password", ada.accessToken(), password)
                .expectStatus()
                .isNoContent();
        identity.post("/api/v1/reauth", ada.accessToken(), password)
                .expectStatus()
                .isNoContent();
        identity.delete("/api/v1/me/password", ada.accessToken()).expectStatus().isNoContent();
        Map<String, String> email = Map.of("email", "queries.ada@example.org");
        identity.post("/api/v1/me/email", ada.accessToken(), email)
                .expectStatus()
                .isAccepted();
        Map<String, String> confirmation = Map.of(
                "email", "queries.ada@example.org", "otp", identity.mailbox().code("queries.ada@example.org", 1));
        identity.post("/api/v1/me/email/confirm", ada.accessToken(), confirmation)
                .expectStatus()
                .isNoContent();
    }

    private void isLookedAfter(Visitor ada) {
        Visitor admin = identity.admin();
        identity.get("/api/v1/admin/users?query=ada&after=ad", admin.accessToken())
                .expectStatus()
                .isOk();
        String account = "/api/v1/admin/users/" + ada.signedIn().user().id();
        identity.post(account + "/role", admin.accessToken(), Map.of("role", "moderator"))
                .expectStatus()
                .isNoContent();
        identity.post(account + "/suspend", admin.accessToken(), Map.of("reason", "none"))
                .expectStatus()
                .isNoContent();
        identity.post(account + "/unsuspend", admin.accessToken(), Map.of())
                .expectStatus()
                .isNoContent();
        identity.get("/api/v1/admin/audit?before=" + "f".repeat(32), admin.accessToken())
                .expectStatus()
                .isOk();
    }

    private void isBlocked(Visitor ada) {
        Visitor admin = identity.admin();
        String blocks = "/api/v1/blocks/" + ada.signedIn().user().id();
        identity.call(HttpMethod.PUT, blocks, admin.accessToken())
                .expectStatus()
                .isNoContent();
        identity.call(HttpMethod.DELETE, blocks, admin.accessToken())
                .expectStatus()
                .isNoContent();
        identity.post(
                        "/internal/v1/blocks",
                        IdentityUnderTest.SERVICE_TOKEN,
                        Map.of("userIds", List.of(admin.signedIn().user().id())))
                .expectStatus()
                .isOk();
    }
}
