package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.edge.start.MissingSetting;
import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.account.AdminBodies.AccountPage;
import chat.parley.protocol.account.AdminBodies.AccountView;
import chat.parley.protocol.account.AdminBodies.ChangeRole;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.teststores.PrivateRabbit;
import chat.parley.teststores.PrivateRedis;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.json.JsonMapper;

final class RolesTest {
    private static final String ACCOUNTS = "/api/v1/admin/users";

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void whoeverTheConfigurationNamesIsAnAdmin() {
        Visitor admin = identity.admin();
        assertThat(admin.signedIn().user().role()).isEqualTo(AccountRole.ADMIN);
        assertThat(claimOf(admin)).isEqualTo("admin");
        assertThat(claimOf(Visitor.of(identity.refresh(admin.cookie())))).isEqualTo("admin");
        assertThat(claimOf(identity.signIn("plain.roles@example.org"))).isEqualTo("user");
    }

    @Test
    void refusesToStartWithAddressesThatAreNone() {
        Assertions.assertThatThrownBy(() -> IdentityUnderTest.on(
                                PrivateRedis.shared().uri(),
                                PrivateRabbit.shared().uri(),
                                "--parley.admin-emails=nobody")
                        .close())
                .hasRootCauseInstanceOf(MissingSetting.class)
                .rootCause()
                .hasMessageContaining("PARLEY_ADMIN_EMAILS");
    }

    @Test
    void anAdminGivesARoleThatTheNextTokenCarries() {
        Visitor mod = identity.signIn("mod.roles@example.org");
        problem(identity.get(ACCOUNTS, mod.accessToken()), ErrorCode.FORBIDDEN);
        give(mod, AccountRole.MODERATOR).expectStatus().isNoContent();
        Visitor again = Visitor.of(identity.refresh(mod.cookie()));
        assertThat(claimOf(again)).isEqualTo("moderator");
        identity.get(ACCOUNTS, again.accessToken()).expectStatus().isOk();
    }

    @Test
    void aRoleThatWasTakenCountsNoLongerThoughTheTokenStillNamesIt() {
        identity.signIn("former.roles@example.org");
        Visitor former = identity.signIn("former.roles@example.org");
        give(former, AccountRole.ADMIN).expectStatus().isNoContent();
        Visitor admin = Visitor.of(identity.refresh(former.cookie()));
        identity.get(ACCOUNTS, admin.accessToken()).expectStatus().isOk();
        give(former, AccountRole.USER).expectStatus().isNoContent();
        problem(identity.get(ACCOUNTS, admin.accessToken()), ErrorCode.FORBIDDEN);
    }

    @Test
    void onlyAdminsGiveRoles() {
        Visitor mod = moderator("second.mod.roles@example.org");
        Visitor other = identity.signIn("other.roles@example.org");
        problem(change(mod, other, AccountRole.MODERATOR), ErrorCode.FORBIDDEN);
        problem(change(other, other, AccountRole.ADMIN), ErrorCode.FORBIDDEN);
    }

    @Test
    void nobodyChangesTheirOwnRole() {
        Visitor admin = identity.admin();
        problem(change(admin, admin, AccountRole.USER), ErrorCode.CONFLICT);
    }

    @Test
    void nobodyHasARoleWhoDoesNotExist() {
        Visitor admin = identity.admin();
        problem(
                identity.post(
                        ACCOUNTS + "/" + "0".repeat(24) + "/role",
                        admin.accessToken(),
                        new ChangeRole(AccountRole.MODERATOR)),
                ErrorCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"role\":\"root\"}", "{}", "{\"role\":null}", "{\"role\":{\"$ne\":\"\"}}", "{\"role\":2}"})
    void refusesRolesThatAreNone(String body) {
        Visitor admin = identity.admin();
        Visitor other = identity.signIn("odd.roles@example.org");
        problem(
                identity.post(
                        role(other), admin.accessToken(), JsonMapper.shared().readTree(body)),
                ErrorCode.BAD_REQUEST);
    }

    @Test
    void accountsAreReadInPagesByTheBeginningOfTheirAddresses() {
        for (int i = 0; i < 5; i++) {
            identity.signIn("page" + i + ".roles@example.org");
        }
        Visitor mod = moderator("pages.mod.roles@example.org");
        List<String> seen = new ArrayList<>();
        String after = "";
        for (int pages = 0; after != null; pages++) {
            AccountPage page = page(mod, "?limit=2&query=PAGE&after=" + after);
            page.users().stream().map(AccountView::email).forEach(seen::add);
            after = page.next();
            assertThat(pages).isLessThan(5);
        }
        assertThat(seen.stream().filter(email -> email.matches("page\\d[.]roles@.*")))
                .containsExactly(
                        "page0.roles@example.org",
                        "page1.roles@example.org",
                        "page2.roles@example.org",
                        "page3.roles@example.org",
                        "page4.roles@example.org");
        assertThat(page(mod, "?query=pages.mod").users())
                .singleElement()
                .extracting(AccountView::role)
                .isEqualTo(AccountRole.MODERATOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=101", "?limit=x", "?limit=1000000000"})
    void refusesPagesWithoutBounds(String query) {
        Visitor admin = identity.admin();
        problem(identity.get(ACCOUNTS + query, admin.accessToken()), ErrorCode.BAD_REQUEST);
    }

    @Test
    void takesOperatorsForPlainText() {
        Visitor admin = identity.admin();
        assertThat(page(admin, "?query={q}", "{\"$gt\":\"\"}").users()).isEmpty();
        assertThat(page(admin, "?query={q}", "(a+)+$").users()).isEmpty();
    }

    private Visitor moderator(String email) {
        Visitor person = identity.signIn(email);
        give(person, AccountRole.MODERATOR).expectStatus().isNoContent();
        return Visitor.of(identity.refresh(person.cookie()));
    }

    private WebTestClient.ResponseSpec give(Visitor to, AccountRole role) {
        return change(identity.admin(), to, role);
    }

    private WebTestClient.ResponseSpec change(Visitor by, Visitor of, AccountRole role) {
        return identity.post(role(of), by.accessToken(), new ChangeRole(role));
    }

    private static String role(Visitor of) {
        return ACCOUNTS + "/" + of.signedIn().user().id() + "/role";
    }

    private AccountPage page(Visitor caller, String query, Object... values) {
        return Objects.requireNonNull(identity.http()
                .get()
                .uri(ACCOUNTS + query, values)
                .headers(headers -> headers.setBearerAuth(caller.accessToken()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(AccountPage.class)
                .returnResult()
                .getResponseBody());
    }

    private static @Nullable Object claimOf(Visitor visitor) {
        try {
            return SignedJWT.parse(visitor.accessToken()).getJWTClaimsSet().getClaim("role");
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void problem(WebTestClient.ResponseSpec answer, ErrorCode code) {
        answer.expectStatus()
                .isEqualTo(code.status())
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code.name());
    }
}
