package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.account.AdminBodies.AccountPage;
import chat.parley.protocol.account.AdminBodies.ChangeRole;
import chat.parley.protocol.account.AdminBodies.Suspend;
import chat.parley.protocol.account.AdminBodies.Suspension;
import chat.parley.protocol.error.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.test.web.reactive.server.WebTestClient;

final class SuspensionTest {
    private static final String ACCOUNTS = "/api/v1/admin/users/";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void endsEverySessionAtOnce() {
        Visitor phone = identity.signIn("two.suspended@example.org");
        Visitor laptop = identity.signIn("two.suspended@example.org");
        suspend(identity.admin(), phone).expectStatus().isNoContent();
        for (Visitor device : new Visitor[] {phone, laptop}) {
            problem(identity.get("/api/v1/me", device.accessToken()), ErrorCode.UNAUTHENTICATED);
            problem(identity.refresh(device.cookie()), ErrorCode.UNAUTHENTICATED);
        }
    }

    @Test
    void isToldToWhoeverHasTheRightCodeAndToNobodyElse() {
        String email = "told.suspended@example.org";
        Visitor person = identity.signIn(email);
        suspend(identity.admin(), person).expectStatus().isNoContent();
        identity.forgetLimits();
        identity.askForCode(email).expectStatus().isAccepted();
        String code = identity.mailbox().code(email, 2);
        String wrong = "000000".equals(code) ? "000001" : "000000";
        problem(identity.verify(email, wrong), ErrorCode.CODE_REFUSED);
        problem(identity.verify(email, code), ErrorCode.SUSPENDED);
        problem(identity.verify(email, code), ErrorCode.CODE_REFUSED);
    }

    @Test
    void isToldToWhoeverHasTheRightPasswordAndToNobodyElse() {
        String email = "password.suspended@example.org";
        Visitor person = identity.signIn(email);
        String right = "marmalade over nine bridges";
        identity.post("/api/v1/me/password", person.accessToken(), Map.of("password", right))
                .expectStatus()
                .isNoContent();
        suspend(identity.admin(), person).expectStatus().isNoContent();
        problem(byPassword(email, "not the right password"), ErrorCode.CREDENTIALS_REFUSED);
        problem(byPassword(email, right), ErrorCode.SUSPENDED);
        unsuspend(identity.admin(), person).expectStatus().isNoContent();
        byPassword(email, right).expectStatus().isOk();
    }

    @Test
    void endsAlsoASessionWhoseRefreshTokensAreGone() {
        Visitor person = identity.signIn("unlisted.suspended@example.org");
        String family = Objects.requireNonNull(identity.redis()
                .<String, String>opsForHash()
                .get(Objects.requireNonNull(living(person)), "family")
                .block(PATIENCE));
        assertThat(identity.redis().delete("refresh:" + family).block(PATIENCE)).isOne();
        identity.get("/api/v1/me", person.accessToken()).expectStatus().isOk();
        suspend(identity.admin(), person).expectStatus().isNoContent();
        problem(identity.get("/api/v1/me", person.accessToken()), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void isLiftedAgain() {
        Visitor person = identity.signIn("lifted.suspended@example.org");
        suspend(identity.admin(), person).expectStatus().isNoContent();
        unsuspend(identity.admin(), person).expectStatus().isNoContent();
        unsuspend(identity.admin(), person).expectStatus().isNoContent();
        identity.get(
                        "/api/v1/me",
                        identity.signIn("lifted.suspended@example.org").accessToken())
                .expectStatus()
                .isOk();
    }

    @Test
    void saysWhoDecidedItAndWhy() {
        Visitor person = identity.signIn("why.suspended@example.org");
        suspend(identity.admin(), person).expectStatus().isNoContent();
        suspend(identity.admin(), person).expectStatus().isNoContent();
        AccountPage page = identity.get(
                        "/api/v1/admin/users?query=why.suspended",
                        identity.admin().accessToken())
                .expectBody(AccountPage.class)
                .returnResult()
                .getResponseBody();
        Suspension suspension = Objects.requireNonNull(page).users().getFirst().suspension();
        assertThat(suspension).isNotNull();
        assertThat(Objects.requireNonNull(suspension).by())
                .isEqualTo(identity.admin().signedIn().user().id());
        assertThat(suspension.reason()).isEqualTo("advertises");
    }

    @Test
    void isDecidedByModeratorsButNotAboutThoseWhoMayMore() {
        Visitor moderator = identity.signIn("mod.suspended@example.org");
        identity.post(
                        ACCOUNTS + moderator.signedIn().user().id() + "/role",
                        identity.admin().accessToken(),
                        new ChangeRole(AccountRole.MODERATOR))
                .expectStatus()
                .isNoContent();
        Visitor again = Visitor.of(identity.refresh(moderator.cookie()));
        Visitor person = identity.signIn("plain.suspended@example.org");
        problem(suspend(again, identity.admin()), ErrorCode.FORBIDDEN);
        problem(unsuspend(again, identity.admin()), ErrorCode.FORBIDDEN);
        problem(suspend(again, again), ErrorCode.CONFLICT);
        problem(suspend(person, again), ErrorCode.FORBIDDEN);
        suspend(again, person).expectStatus().isNoContent();
    }

    @Test
    void takesTheRightsOfWhoWasAModerator() {
        Visitor moderator = identity.signIn("former.suspended@example.org");
        suspend(identity.admin(), moderator).expectStatus().isNoContent();
        problem(identity.get("/api/v1/admin/users", moderator.accessToken()), ErrorCode.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two\nlines"})
    void needsAReason(String reason) {
        Visitor person = identity.signIn("reason.suspended@example.org");
        problem(
                identity.post(path(person, "suspend"), identity.admin().accessToken(), Map.of("reason", reason)),
                ErrorCode.UNPROCESSABLE);
        problem(
                identity.post(
                        path(person, "suspend"), identity.admin().accessToken(), Map.of("reason", "x".repeat(301))),
                ErrorCode.UNPROCESSABLE);
    }

    private WebTestClient.ResponseSpec byPassword(String email, String password) {
        return identity.http()
                .post()
                .uri("/api/v1/login/password")
                .header("X-Forwarded-For", identity.anotherClient())
                .bodyValue(Map.of("email", email, "password", password))
                .exchange();
    }

    /// The Redis key of their only session.
    private @Nullable String living(Visitor person) {
        String pattern = "session:" + person.signedIn().user().id() + ":*";
        return identity.redis()
                .scan(ScanOptions.scanOptions().match(pattern).build())
                .blockFirst(PATIENCE);
    }

    private WebTestClient.ResponseSpec suspend(Visitor by, Visitor person) {
        return identity.post(path(person, "suspend"), by.accessToken(), new Suspend("advertises"));
    }

    private WebTestClient.ResponseSpec unsuspend(Visitor by, Visitor person) {
        return identity.post(path(person, "unsuspend"), by.accessToken(), Map.of());
    }

    private static String path(Visitor person, String what) {
        return ACCOUNTS + person.signedIn().user().id() + "/" + what;
    }

    private static void problem(WebTestClient.ResponseSpec answer, ErrorCode code) {
        answer.expectStatus()
                .isEqualTo(code.status())
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code.name());
    }
}
