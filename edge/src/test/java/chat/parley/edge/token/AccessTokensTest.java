package chat.parley.edge.token;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.error.ErrorCode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class AccessTokensTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ECKey ATTACKERS = TestTokens.key("first");

    private final AccessTokens tokens = new AccessTokens(
            id -> Mono.just(TestTokens.KEY.toPublicJWK()).filter(key -> id.equals(key.getKeyID())),
            TestTokens.ISSUER,
            Clock.fixed(TestTokens.NOW, ZoneOffset.UTC));

    @Test
    void readsWhoCalls() {
        StepVerifier.create(tokens.verify(TestTokens.good(TestTokens.NOW)))
                .assertNext(token -> assertThat(token)
                        .isEqualTo(new AccessToken(
                                TestTokens.ADA, TestTokens.SESSION, TestTokens.NOW.plusSeconds(600), AccountRole.USER)))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void readsWhatTheCallerMay() {
        String jwt = TestTokens.with(claims -> claims.claim(AccessTokens.ROLE_CLAIM, "moderator"));
        StepVerifier.create(tokens.verify(jwt).map(AccessToken::role))
                .expectNext(AccountRole.MODERATOR)
                .expectComplete()
                .verify(PATIENCE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void refusesEveryForgeryAlike(String name, String jwt) {
        StepVerifier.create(tokens.verify(jwt))
                .expectErrorSatisfies(error -> assertThat(error)
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(ProblemException.class))
                        .extracting(ProblemException::code)
                        .isEqualTo(ErrorCode.UNAUTHENTICATED))
                .verify(PATIENCE);
    }

    private static Stream<Arguments> forgeries() throws JOSEException {
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("not a token", "a.b.c"),
                Arguments.of(
                        "a role that nobody knows",
                        TestTokens.with(claims -> claims.claim(AccessTokens.ROLE_CLAIM, "root"))),
                Arguments.of(
                        "a role that is no text",
                        TestTokens.with(claims -> claims.claim(AccessTokens.ROLE_CLAIM, List.of("admin")))),
                Arguments.of(
                        "alg none",
                        new PlainJWT(TestTokens.claims(TestTokens.NOW).build()).serialize()),
                Arguments.of("HS256 with the public key as secret", hmacWithPublicKey()),
                Arguments.of("another key under our id", byAttacker(TestTokens.header("first"))),
                Arguments.of("a key id nobody knows", byAttacker(TestTokens.header("other"))),
                Arguments.of(
                        "no key id", byAttacker(es256().type(AccessTokens.TYPE).build())),
                Arguments.of("a key brought along", byAttacker(withOwnKey())),
                Arguments.of("keys at an address brought along", byAttacker(withOwnAddress())),
                Arguments.of(
                        "another type",
                        ours(es256().keyID("first").type(JOSEObjectType.JWT).build())),
                Arguments.of("no type", ours(es256().keyID("first").build())),
                Arguments.of("expired", TestTokens.with(claims -> claims.expirationTime(Date.from(TestTokens.NOW)))),
                Arguments.of("no expiry", TestTokens.with(claims -> claims.expirationTime(null))),
                Arguments.of(
                        "not yet valid",
                        TestTokens.with(claims -> claims.notBeforeTime(Date.from(TestTokens.NOW.plusSeconds(1))))),
                Arguments.of("for somebody else", TestTokens.with(claims -> claims.audience("other"))),
                Arguments.of("for several", TestTokens.with(claims -> claims.audience(List.of("parley", "other")))),
                Arguments.of("from somebody else", TestTokens.with(claims -> claims.issuer("https://evil.test"))),
                Arguments.of("no subject", TestTokens.with(claims -> claims.subject(null))),
                Arguments.of("an odd subject", TestTokens.with(claims -> claims.subject("ada"))),
                Arguments.of("no session", TestTokens.with(claims -> claims.claim("sid", null))),
                Arguments.of("a session that is no text", TestTokens.with(claims -> claims.claim("sid", 5))),
                Arguments.of("one bit changed", oneBitChanged()),
                Arguments.of("cut short", cutShort()),
                Arguments.of("too long", TestTokens.with(claims -> claims.claim("more", "x".repeat(4_096)))));
    }

    @Test
    void saysUnavailableWhileTheKeysAreOutOfReach() {
        AccessTokens cutOff = new AccessTokens(
                new PublishedKeys(
                        org.springframework.web.reactive.function.client.WebClient.create(),
                        URI.create("http://127.0.0.1:1/keys"),
                        Clock.fixed(TestTokens.NOW, ZoneOffset.UTC)),
                TestTokens.ISSUER,
                Clock.fixed(TestTokens.NOW, ZoneOffset.UTC));
        StepVerifier.create(cutOff.verify(TestTokens.good(TestTokens.NOW)))
                .expectErrorSatisfies(
                        error -> assertThat(((ProblemException) error).code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .verify(PATIENCE);
    }

    private static JWSHeader.Builder es256() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256);
    }

    private static String byAttacker(JWSHeader header) {
        return TestTokens.signed(
                ATTACKERS, header, TestTokens.claims(TestTokens.NOW).build());
    }

    private static String ours(JWSHeader header) {
        return TestTokens.signed(
                TestTokens.KEY, header, TestTokens.claims(TestTokens.NOW).build());
    }

    private static JWSHeader withOwnKey() {
        return es256().type(AccessTokens.TYPE)
                .keyID("first")
                .jwk(ATTACKERS.toPublicJWK())
                .build();
    }

    private static JWSHeader withOwnAddress() {
        return es256().type(AccessTokens.TYPE)
                .keyID("first")
                .jwkURL(URI.create("https://evil.test/keys"))
                .build();
    }

    private static String hmacWithPublicKey() throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(AccessTokens.TYPE)
                        .keyID("first")
                        .build(),
                TestTokens.claims(TestTokens.NOW).build());
        jwt.sign(new MACSigner(TestTokens.KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        return jwt.serialize();
    }

    private static String oneBitChanged() {
        String good = TestTokens.good(TestTokens.NOW);
        int middle = good.indexOf('.') + 20;
        return good.substring(0, middle) + (good.charAt(middle) == 'A' ? 'B' : 'A') + good.substring(middle + 1);
    }

    private static String cutShort() {
        String good = TestTokens.good(TestTokens.NOW);
        return good.substring(0, good.lastIndexOf('.') + 1);
    }
}
