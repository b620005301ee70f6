package chat.parley.messaging.live;

import chat.parley.edge.token.AccessTokens;
import chat.parley.edge.token.VerificationKeys;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import reactor.core.publisher.Mono;

/// Access tokens as identity makes them, with a key of the tests' own.
final class TestTokens {
    static final String ISSUER = "parley.test";
    private static final String KEY_ID = "test";
    private static final ECKey KEY = key();

    private TestTokens() {}

    static VerificationKeys keys() {
        return id -> id.equals(KEY_ID) ? Mono.just(KEY) : Mono.empty();
    }

    static String token(UserId user, SessionId session, Duration life) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AccessTokens.AUDIENCE)
                .subject(user.value())
                .claim(AccessTokens.SESSION_CLAIM, session.value())
                .notBeforeTime(Date.from(now.minusSeconds(1)))
                .expirationTime(Date.from(now.plus(life)))
                .build();
        return signed(claims);
    }

    private static String signed(JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(AccessTokens.TYPE)
                            .keyID(KEY_ID)
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(KEY));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(KEY_ID).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
