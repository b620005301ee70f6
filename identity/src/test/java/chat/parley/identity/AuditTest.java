package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.account.AdminBodies.AuditEntry;
import chat.parley.protocol.account.AdminBodies.AuditPage;
import chat.parley.protocol.account.AdminBodies.ChangeRole;
import chat.parley.protocol.account.AdminBodies.Suspend;
import chat.parley.protocol.account.AuditKind;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

final class AuditTest {
    private static final String AUDIT = "/api/v1/admin/audit";

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void knowsWhoDidWhatToWhom() {
        UserId person = id(identity.signIn("person.audit@example.org"));
        tick();
        act(person, "role", new ChangeRole(AccountRole.MODERATOR));
        tick();
        act(person, "suspend", new Suspend("a reason"));
        tick();
        act(person, "unsuspend", Map.of());
        List<AuditEntry> entries = about(person);
        assertThat(entries)
                .extracting(AuditEntry::kind)
                .containsExactly(
                        AuditKind.UNSUSPENDED, AuditKind.SUSPENDED, AuditKind.ROLE_CHANGED, AuditKind.SIGNED_IN);
        assertThat(entries.subList(0, 3)).extracting(AuditEntry::actor).containsOnly(id(identity.admin()));
        assertThat(entries.getLast().actor()).isEqualTo(person);
        assertThat(entries.get(1).reason()).isEqualTo("a reason");
        assertThat(entries.get(2).role()).isEqualTo(AccountRole.MODERATOR);
    }

    @Test
    void knowsOfEverySignInWhicheverTheWay() {
        Visitor person = identity.signIn("ways.audit@example.org");
        String password = "marmalade over nine bridges";
        identity.post("/api/v1/me/password", person.accessToken(), Map.of("password", password))
                .expectStatus()
                .isNoContent();
        identity.http()
                .post()
                .uri("/api/v1/login/password")
                .header("X-Forwarded-For", identity.anotherClient())
                .bodyValue(Map.of("email", "ways.audit@example.org", "password", password))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(about(id(person)))
                .extracting(AuditEntry::kind)
                .containsExactly(AuditKind.SIGNED_IN, AuditKind.SIGNED_IN);
    }

    @Test
    void knowsWhomTheConfigurationMadeAnAdmin() {
        assertThat(about(id(identity.admin())))
                .filteredOn(entry -> entry.kind() == AuditKind.ROLE_CHANGED)
                .singleElement()
                .satisfies(entry -> assertThat(entry.actor()).isNull())
                .extracting(AuditEntry::role)
                .isEqualTo(AccountRole.ADMIN);
    }

    @Test
    void doesNotKnowOfThoseWhoDidNotComeIn() {
        Visitor person = identity.signIn("refused.audit@example.org");
        act(id(person), "suspend", new Suspend("out"));
        identity.forgetLimits();
        identity.askForCode("refused.audit@example.org").expectStatus().isAccepted();
        problem(
                identity.verify("refused.audit@example.org", identity.mailbox().code("refused.audit@example.org", 2)),
                ErrorCode.SUSPENDED);
        assertThat(about(id(person)))
                .filteredOn(entry -> entry.kind() == AuditKind.SIGNED_IN)
                .hasSize(1);
    }

    @Test
    void isReadInPagesWithoutRepetition() {
        for (int i = 0; i < 3; i++) {
            identity.signIn("pages" + i + ".audit@example.org");
            tick();
        }
        List<AuditEntry> all = all(2);
        assertThat(all).hasSizeGreaterThan(3).doesNotHaveDuplicates();
        assertThat(all).extracting(AuditEntry::id).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void isForAdminsOnly() {
        Visitor person = identity.signIn("curious.audit@example.org");
        problem(identity.get(AUDIT, person.accessToken()), ErrorCode.FORBIDDEN);
        act(id(person), "role", new ChangeRole(AccountRole.MODERATOR));
        Visitor moderator = Visitor.of(identity.refresh(person.cookie()));
        problem(identity.get(AUDIT, moderator.accessToken()), ErrorCode.FORBIDDEN);
    }

    @Test
    void nobodyChangesIt() {
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)) {
            problem(identity.call(method, AUDIT, identity.admin().accessToken()), ErrorCode.METHOD_NOT_ALLOWED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=101", "?before=x", "?before=FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"})
    void refusesPagesThatAreNone(String query) {
        problem(identity.get(AUDIT + query, identity.admin().accessToken()), ErrorCode.BAD_REQUEST);
    }

    private void act(UserId person, String what, Object body) {
        identity.post(
                        "/api/v1/admin/users/" + person + "/" + what,
                        identity.admin().accessToken(),
                        body)
                .expectStatus()
                .isNoContent();
    }

    /// Another millisecond, so that the order is certain.
    private void tick() {
        identity.clock().advance(Duration.ofMillis(1));
    }

    private List<AuditEntry> about(UserId person) {
        return all(100).stream().filter(entry -> entry.subject().equals(person)).toList();
    }

    private List<AuditEntry> all(int limit) {
        List<AuditEntry> all = new ArrayList<>();
        AuditPage page = page("?limit=" + limit);
        all.addAll(page.entries());
        while (page.next() != null) {
            page = page("?limit=" + limit + "&before=" + page.next());
            all.addAll(page.entries());
        }
        return all;
    }

    private AuditPage page(String query) {
        return Objects.requireNonNull(
                identity.get(AUDIT + query, identity.admin().accessToken())
                        .expectStatus()
                        .isOk()
                        .expectBody(AuditPage.class)
                        .returnResult()
                        .getResponseBody());
    }

    private static UserId id(Visitor visitor) {
        return visitor.signedIn().user().id();
    }

    private static void problem(WebTestClient.ResponseSpec answer, ErrorCode code) {
        answer.expectStatus()
                .isEqualTo(code.status())
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code.name());
    }
}
