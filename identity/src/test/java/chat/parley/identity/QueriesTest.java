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
        assertThat(identity.askedCollections()).isNotEmpty();
        assertThat(identity.servedByNoIndex()).isEmpty();
    }
}
