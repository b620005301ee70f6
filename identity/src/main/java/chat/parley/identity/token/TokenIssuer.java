package chat.parley.identity.token;

import chat.parley.edge.token.AccessTokens;
import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/// Makes access tokens (RFC 9068), signed with ES256.
public final class TokenIssuer {
    private final ECKey key;
    private final String issuer;
    private final Duration lifetime;
    private final Clock clock;

    TokenIssuer(ECKey key, String issuer, Duration lifetime, Clock clock) {
        this.key = key;
        this.issuer = issuer;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /// How long a token is good for.
    public Duration lifetime() {
        return lifetime;
    }

    /// A token for this person's session, good from now on.
    public String issue(UserId userId, SessionId sessionId, AccountRole role) {
        return signed(claims(userId, sessionId, role, lifetime));
    }

    /// The same with another life, for somebody without a special role.
    public String issue(UserId userId, SessionId sessionId, Duration life) {
        return signed(claims(userId, sessionId, AccountRole.USER, life));
    }

    private String signed(JWTClaimsSet claims) {
        SignedJWT jwt = new SignedJWT(header(), claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key does not sign", e);
        }
        return jwt.serialize();
    }

    private JWSHeader header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(AccessTokens.TYPE)
                .keyID(key.getKeyID())
                .build();
    }

    private JWTClaimsSet claims(UserId userId, SessionId sessionId, AccountRole role, Duration life) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(AccessTokens.AUDIENCE)
                .subject(userId.value())
                .claim(AccessTokens.SESSION_CLAIM, sessionId.value())
                .claim(AccessTokens.ROLE_CLAIM, role.value())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .jwtID(UUID.randomUUID().toString())
                .build();
    }
}
