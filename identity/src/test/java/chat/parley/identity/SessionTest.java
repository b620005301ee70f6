package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.WebTestClient;

final class SessionTest {
    private static final String REFRESH = "/api/v1/token/refresh";
    private static final String LOGOUT = "/api/v1/logout";

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void goesOnWithAnotherToken() {
        Visitor first = identity.signIn("rotate@example.org");
        Visitor second = Visitor.of(identity.refresh(first.cookie()));
        assertThat(second.signedIn().user()).isEqualTo(first.signedIn().user());
        assertThat(second.cookie().getValue()).isNotEqualTo(first.cookie().getValue());
        assertAlive(second);
        Visitor third = Visitor.of(identity.refresh(second.cookie()));
        assertAlive(third);
    }

    @Test
    void givesTwoTabsTheSameNextToken() {
        Visitor visitor = identity.signIn("tabs@example.org");
        Visitor one = Visitor.of(identity.refresh(visitor.cookie()));
        identity.clock().advance(Duration.ofSeconds(9));
        Visitor other = Visitor.of(identity.refresh(visitor.cookie()));
        assertThat(other.cookie().getValue()).isEqualTo(one.cookie().getValue());
        assertAlive(Visitor.of(identity.refresh(other.cookie())));
    }

    @Test
    void endsTheSessionWhenAnOldTokenComesBack() {
        Visitor thief = identity.signIn("stolen@example.org");
        Visitor owner = Visitor.of(identity.refresh(thief.cookie()));
        identity.clock().advance(Duration.ofSeconds(11));
        problem(identity.refresh(thief.cookie()), ErrorCode.UNAUTHENTICATED);
        problem(identity.refresh(owner.cookie()), ErrorCode.UNAUTHENTICATED);
        problem(identity.get("/api/v1/me", owner.accessToken()), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void endsTheSessionWhenATokenFromTwoRoundsAgoComesBack() {
        Visitor first = identity.signIn("older@example.org");
        Visitor second = Visitor.of(identity.refresh(first.cookie()));
        Visitor third = Visitor.of(identity.refresh(second.cookie()));
        problem(identity.refresh(first.cookie()), ErrorCode.UNAUTHENTICATED);
        problem(identity.get("/api/v1/me", third.accessToken()), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void asksPeopleToSignInAgainAfterThirtyDays() {
        Visitor visitor = identity.signIn("month@example.org");
        identity.clock().advance(Duration.ofDays(30));
        problem(identity.refresh(visitor.cookie()), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void forgetsAnAccessTokenAfterTenMinutes() {
        Visitor visitor = identity.signIn("minutes@example.org");
        identity.clock().advance(Duration.ofMinutes(10));
        problem(identity.get("/api/v1/me", visitor.accessToken()), ErrorCode.UNAUTHENTICATED);
        assertAlive(Visitor.of(identity.refresh(visitor.cookie())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesATokenThatNobodyGave(String token) {
        problem(
                identity.refresh(
                        ResponseCookie.from(IdentityUnderTest.COOKIE, token).build()),
                ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void refusesToRefreshWithoutACookie() {
        problem(
                identity.http()
                        .post()
                        .uri(REFRESH)
                        .header("X-Parley-Client", "web")
                        .exchange(),
                ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void needsNothingInTheBodyOfAPage() {
        Visitor visitor = identity.signIn("empty-body@example.org");
        for (String path : List.of(REFRESH, LOGOUT)) {
            identity.http()
                    .post()
                    .uri(path)
                    .header("X-Parley-Client", "web")
                    .cookie(visitor.cookie().getName(), visitor.cookie().getValue())
                    .bodyValue(Map.of())
                    .exchange()
                    .expectStatus()
                    .is2xxSuccessful();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "https://chat.example.org.evil.example",
                "http://chat.example.org"
            })
    void refusesForeignPages(String origin) {
        Visitor visitor = identity.signIn("origin@example.org");
        for (String path : List.of(REFRESH, LOGOUT)) {
            problem(
                    identity.http()
                            .post()
                            .uri(path)
                            .header(HttpHeaders.ORIGIN, origin)
                            .header("X-Parley-Client", "web")
                            .cookie(visitor.cookie().getName(), visitor.cookie().getValue())
                            .exchange(),
                    ErrorCode.ORIGIN_REFUSED);
        }
        assertAlive(visitor);
    }

    @Test
    void refusesPagesThatCannotSetAHeader() {
        Visitor visitor = identity.signIn("header@example.org");
        problem(
                identity.http()
                        .post()
                        .uri(REFRESH)
                        .header(HttpHeaders.ORIGIN, IdentityUnderTest.ORIGIN)
                        .cookie(visitor.cookie().getName(), visitor.cookie().getValue())
                        .exchange(),
                ErrorCode.ORIGIN_REFUSED);
    }

    @Test
    void endsAtOnceWhenSomebodySignsOut() {
        Visitor visitor = identity.signIn("leave@example.org");
        ResponseCookie cleared = identity.fromPage(LOGOUT, visitor.cookie())
                .expectStatus()
                .isNoContent()
                .expectHeader()
                .valueEquals("Clear-Site-Data", "\"cache\", \"storage\"")
                .returnResult(Void.class)
                .getResponseCookies()
                .getFirst(IdentityUnderTest.COOKIE);
        assertThat(cleared).isNotNull().extracting(ResponseCookie::getMaxAge).isEqualTo(Duration.ZERO);
        problem(identity.get("/api/v1/me", visitor.accessToken()), ErrorCode.UNAUTHENTICATED);
        problem(identity.refresh(visitor.cookie()), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void endsByAccessTokenAlone() {
        Visitor visitor = identity.signIn("token@example.org");
        identity.http()
                .post()
                .uri(LOGOUT)
                .header("X-Parley-Client", "web")
                .headers(headers -> headers.setBearerAuth(visitor.accessToken()))
                .exchange()
                .expectStatus()
                .isNoContent();
        problem(identity.get("/api/v1/me", visitor.accessToken()), ErrorCode.UNAUTHENTICATED);
        problem(identity.refresh(visitor.cookie()), ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void lettingGoOfNothingIsFine() {
        identity.http()
                .post()
                .uri(LOGOUT)
                .header("X-Parley-Client", "web")
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    @Test
    void leavesOtherSessionsAlone() {
        Visitor phone = identity.signIn("devices@example.org");
        Visitor laptop = identity.signIn("devices@example.org");
        identity.fromPage(LOGOUT, phone.cookie()).expectStatus().isNoContent();
        assertAlive(laptop);
        assertAlive(Visitor.of(identity.refresh(laptop.cookie())));
    }

    @Test
    void endsTheOldestOfElevenSessions() {
        List<Visitor> visitors = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            identity.forgetLimits();
            identity.clock().advance(Duration.ofSeconds(1));
            visitors.add(identity.signIn("eleven@example.org"));
        }
        problem(identity.get("/api/v1/me", visitors.getFirst().accessToken()), ErrorCode.UNAUTHENTICATED);
        problem(identity.refresh(visitors.getFirst().cookie()), ErrorCode.UNAUTHENTICATED);
        assertAlive(visitors.get(1));
        assertAlive(visitors.getLast());
    }

    private void assertAlive(Visitor visitor) {
        identity.get("/api/v1/me", visitor.accessToken()).expectStatus().isOk();
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
