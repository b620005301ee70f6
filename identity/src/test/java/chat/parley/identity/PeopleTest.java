package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountBodies.FindUser;
import chat.parley.protocol.account.AccountBodies.ProfilesRequest;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

final class PeopleTest {
    private static final String PROFILES = "/internal/v1/profiles";

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void choosesAName() {
        Visitor bela = identity.signIn("bela@example.org");
        for (WebTestClient.ResponseSpec answer : List.of(
                identity.post("/api/v1/update/user", bela.accessToken(), Map.of("name", "  Béla ")),
                identity.get("/api/v1/me", bela.accessToken()))) {
            answer.expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.name")
                    .isEqualTo("Béla")
                    .jsonPath("$.id")
                    .isEqualTo(bela.signedIn().user().id().value())
                    .jsonPath("$.email")
                    .isEqualTo("bela@example.org")
                    .jsonPath("$.role")
                    .isEqualTo("user");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\r\nBcc: eve@example.org", "x\u0000y"})
    void refusesANameThatIsNone(String name) {
        Visitor visitor = identity.signIn("names@example.org");
        problem(
                identity.post("/api/v1/update/user", visitor.accessToken(), Map.of("name", name)),
                ErrorCode.UNPROCESSABLE);
    }

    @Test
    void refusesAnEndlessName() {
        Visitor visitor = identity.signIn("endless@example.org");
        problem(
                identity.post("/api/v1/update/user", visitor.accessToken(), Map.of("name", "x".repeat(61))),
                ErrorCode.UNPROCESSABLE);
    }

    @Test
    void findsAPersonByExactAddressAndTellsNoAddress() {
        Visitor carol = identity.signIn("carol@example.org");
        Visitor dave = identity.signIn("dave@example.org");
        identity.post("/api/v1/user/find", dave.accessToken(), new FindUser(" Carol@EXAMPLE.org "))
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(body -> assertThat(body)
                        .contains(carol.signedIn().user().id().value())
                        .doesNotContain("@"));
        problem(
                identity.post("/api/v1/user/find", dave.accessToken(), new FindUser("carol@example.or")),
                ErrorCode.NOT_FOUND);
    }

    @Test
    void limitsSearches() {
        Visitor visitor = identity.signIn("search@example.org");
        for (int i = 0; i < 30; i++) {
            problem(
                    identity.post("/api/v1/user/find", visitor.accessToken(), new FindUser("nobody@example.org")),
                    ErrorCode.NOT_FOUND);
        }
        problem(
                identity.post("/api/v1/user/find", visitor.accessToken(), new FindUser("nobody@example.org")),
                ErrorCode.RATE_LIMITED);
    }

    @Test
    void showsAPersonToSomebodySignedIn() {
        Visitor visitor = identity.signIn("shown@example.org");
        UserId id = visitor.signedIn().user().id();
        identity.get("/api/v1/user/" + id, visitor.accessToken())
                .expectStatus()
                .isOk()
                .expectBody(UserSummary.class)
                .isEqualTo(new UserSummary(id, ""));
        problem(identity.get("/api/v1/user/" + "0".repeat(24), visitor.accessToken()), ErrorCode.NOT_FOUND);
        problem(identity.get("/api/v1/user/nobody", visitor.accessToken()), ErrorCode.BAD_REQUEST);
        problem(identity.http().get().uri("/api/v1/user/" + id).exchange(), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void tellsOtherServicesNamesOnly() {
        Visitor visitor = identity.signIn("profile@example.org");
        UserId id = visitor.signedIn().user().id();
        ProfilesRequest request = new ProfilesRequest(List.of(id, new UserId("0".repeat(24))));
        identity.post(PROFILES, IdentityUnderTest.SERVICE_TOKEN, request)
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"users\":[{\"id\":\"" + id + "\",\"name\":\"\"}]}");
        problem(identity.post(PROFILES, visitor.accessToken(), request), ErrorCode.UNAUTHENTICATED);
        problem(identity.http().post().uri(PROFILES).bodyValue(request).exchange(), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void describesItself() {
        identity.http()
                .get()
                .uri("/api/v1/openapi/identity")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/api/v1/login'].post")
                .exists()
                .jsonPath("$.paths['/internal/v1/profiles']")
                .doesNotExist();
    }

    @Test
    void publishesItsKeyAndNotItsSecret() {
        identity.http()
                .get()
                .uri("/.well-known/jwks.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.keys[0].crv")
                .isEqualTo("P-256")
                .jsonPath("$.keys[0].kid")
                .exists()
                .jsonPath("$.keys[0].d")
                .doesNotExist();
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
