package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.SessionBodies.OpenSession;
import chat.parley.protocol.account.SessionBodies.OpenSessions;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.UserId;
import chat.parley.teststores.PrivateRabbit;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

/// Where somebody is signed in, and ending that from afar.
final class OwnSessionsTest {
    private static final String SESSIONS = "/api/v1/sessions";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void listsWhereSomebodyIsSignedInTheLastUsedFirst() {
        Visitor laptop = identity.signIn("list@example.org", HttpHeaders.USER_AGENT, FIREFOX);
        identity.clock().advance(Duration.ofMinutes(1));
        Visitor phone = identity.signIn("list@example.org");
        assertThat(sessions(phone)).extracting(OpenSession::current).containsExactly(true, false);
        identity.clock().advance(Duration.ofMinutes(1));
        Visitor back = Visitor.of(identity.refresh(laptop.cookie()));
        OpenSession first = sessions(back).getFirst();
        assertThat(first.current()).isTrue();
        assertThat(first.device()).isEqualTo("Firefox on Linux");
        assertThat(Duration.between(first.signedInAt(), first.lastActiveAt())).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void endsOneFromAfar() {
        Visitor lost = identity.signIn("lost@example.org");
        Visitor here = identity.signIn("lost@example.org");
        OpenSession other = other(here);
        identity.delete(SESSIONS + "/" + other.id(), here.accessToken())
                .expectStatus()
                .isNoContent();
        Refusals.expect(identity.get("/api/v1/me", lost.accessToken()), ErrorCode.UNAUTHENTICATED);
        Refusals.expect(identity.refresh(lost.cookie()), ErrorCode.UNAUTHENTICATED);
        assertThat(sessions(here)).hasSize(1);
        Refusals.expect(identity.delete(SESSIONS + "/" + other.id(), here.accessToken()), ErrorCode.NOT_FOUND);
    }

    @Test
    void endsAllOthersAtOnce() {
        Visitor one = identity.signIn("others@example.org");
        Visitor two = identity.signIn("others@example.org");
        Visitor here = identity.signIn("others@example.org");
        identity.delete(SESSIONS, here.accessToken()).expectStatus().isNoContent();
        for (Visitor ended : List.of(one, two)) {
            Refusals.expect(identity.get("/api/v1/me", ended.accessToken()), ErrorCode.UNAUTHENTICATED);
            Refusals.expect(identity.refresh(ended.cookie()), ErrorCode.UNAUTHENTICATED);
        }
        assertThat(sessions(here))
                .singleElement()
                .extracting(OpenSession::current)
                .isEqualTo(true);
    }

    @Test
    void tellsOtherServicesOfEveryOneThatEndsFromAfar() throws Exception {
        try (Listener listener = new Listener(PrivateRabbit.shared().uri(), "own-sessions-test")) {
            identity.signIn("told@example.org");
            Visitor here = identity.signIn("told@example.org");
            UserId user = here.signedIn().user().id();
            OpenSession first = other(here);
            identity.delete(SESSIONS + "/" + first.id(), here.accessToken())
                    .expectStatus()
                    .isNoContent();
            listener.awaits(new IdentityEvent.SignedOut(user, first.id()));
            identity.forgetLimits();
            identity.signIn("told@example.org");
            OpenSession second = other(here);
            identity.delete(SESSIONS, here.accessToken()).expectStatus().isNoContent();
            listener.awaits(new IdentityEvent.SignedOut(user, second.id()));
        }
    }

    @Test
    void doesNotKnowAnothersSession() {
        Visitor ada = identity.signIn("own.ada@example.org");
        Visitor eve = identity.signIn("own.eve@example.org");
        OpenSession adas = sessions(ada).getFirst();
        Refusals.expect(identity.delete(SESSIONS + "/" + adas.id(), eve.accessToken()), ErrorCode.NOT_FOUND);
        Refusals.expect(identity.delete(SESSIONS + "/" + "0".repeat(32), eve.accessToken()), ErrorCode.NOT_FOUND);
        Refusals.expect(identity.delete(SESSIONS + "/nothing", eve.accessToken()), ErrorCode.BAD_REQUEST);
        Refusals.expect(identity.http().get().uri(SESSIONS).exchange(), ErrorCode.UNAUTHENTICATED);
        assertThat(sessions(ada)).hasSize(1);
    }

    @Test
    void countsNoSessionThatEndedByItself() {
        Visitor first = identity.signIn("counted@example.org");
        for (int i = 0; i < 9; i++) {
            identity.forgetLimits();
            identity.clock().advance(Duration.ofSeconds(1));
            Visitor another = identity.signIn("counted@example.org");
            expire(first, another);
        }
        identity.forgetLimits();
        identity.signIn("counted@example.org");
        identity.forgetLimits();
        identity.signIn("counted@example.org");
        identity.get("/api/v1/me", first.accessToken()).expectStatus().isOk();
        assertThat(sessions(first)).hasSize(3);
    }

    @Test
    void neverEndsTheSessionThatHasJustBegunHoweverManyBeginAtOnce() {
        for (int i = 0; i < 12; i++) {
            identity.forgetLimits();
            Visitor visitor = identity.signIn("at.once@example.org");
            assertThat(sessions(visitor)).hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void keepsARefreshTokenForTwoWeeksAndNoSessionOverAMonth() {
        Visitor visitor = identity.signIn("sliding@example.org");
        assertThat(lifeOf(visitor)).isBetween(Duration.ofDays(14).minusMinutes(1), Duration.ofDays(14));
        identity.clock().advance(Duration.ofDays(10));
        Visitor later = Visitor.of(identity.refresh(visitor.cookie()));
        assertThat(lifeOf(later)).isBetween(Duration.ofDays(14).minusMinutes(1), Duration.ofDays(14));
        identity.clock().advance(Duration.ofDays(10));
        Visitor last = Visitor.of(identity.refresh(later.cookie()));
        assertThat(lifeOf(last)).isBetween(Duration.ofDays(10).minusMinutes(1), Duration.ofDays(10));
    }

    /// As Redis does by itself after two weeks.
    private void expire(Visitor asking, Visitor ended) {
        String family = family(ended);
        assertThat(family).isNotEqualTo(family(asking));
        assertThat(identity.redis().delete(family).block(PATIENCE)).isOne();
    }

    private Duration lifeOf(Visitor visitor) {
        return Objects.requireNonNull(
                identity.redis().getExpire(family(visitor)).block(PATIENCE));
    }

    /// The Redis key of the visitor's refresh tokens.
    private String family(Visitor visitor) {
        String user = visitor.signedIn().user().id().value();
        String session = currentId(visitor);
        String family = Objects.requireNonNull(identity.redis()
                .<String, String>opsForHash()
                .get("session:" + user + ":" + session, "family")
                .block(PATIENCE));
        return "refresh:" + family;
    }

    private String currentId(Visitor visitor) {
        return sessions(visitor).stream()
                .filter(OpenSession::current)
                .findFirst()
                .orElseThrow()
                .id()
                .value();
    }

    private OpenSession other(Visitor visitor) {
        return sessions(visitor).stream()
                .filter(session -> !session.current())
                .findFirst()
                .orElseThrow();
    }

    private List<OpenSession> sessions(Visitor visitor) {
        OpenSessions sessions = identity.get(SESSIONS, visitor.accessToken())
                .expectStatus()
                .isOk()
                .expectBody(OpenSessions.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(sessions).sessions();
    }
}
