package chat.parley.edge.token;

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
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/// Good tokens, and such as attackers make.
final class TestTokens {
    static final String ISSUER = "https://parley.test";
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final UserId ADA = new UserId("a1".repeat(12));
    static final SessionId SESSION = new SessionId("5e".repeat(16));
    static final ECKey KEY = key("first");

    private TestTokens() {}

    static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String good(Instant now) {
        return signed(KEY, header("first"), claims(now).build());
    }

    static String with(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(KEY, header("first"), change.apply(claims(NOW)).build());
    }

    static JWSHeader header(String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(AccessTokens.TYPE)
                .keyID(keyId)
                .build();
    }

    static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AccessTokens.AUDIENCE)
                .subject(ADA.value())
                .claim(AccessTokens.SESSION_CLAIM, SESSION.value())
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    static String signed(ECKey key, JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
