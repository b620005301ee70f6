package chat.parley.edge.token;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.Limits;
import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Verifies access tokens: ES256 only, with keys that identity published, for this installation, at this time.
///
/// Every failure is the same `UNAUTHENTICATED`; `UNAVAILABLE` when the keys cannot be had.
/// Whether the session still lives is [LivingSessions]' question.
public final class AccessTokens {
    /// The `aud` of access tokens.
    public static final String AUDIENCE = "parley";
    /// The `typ` of access tokens (RFC 9068).
    public static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    /// The claim that names the session.
    public static final String SESSION_CLAIM = "sid";
    /// The claim that names the [AccountRole]; without it the token is of somebody without a special role.
    public static final String ROLE_CLAIM = "role";

    private final VerificationKeys keys;
    private final String issuer;
    private final Clock clock;

    public AccessTokens(VerificationKeys keys, String issuer, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
    }

    /// The content of this token.
    public Mono<AccessToken> verify(String jwt) {
        return Mono.defer(() -> Mono.justOrEmpty(parse(jwt)))
                .flatMap(this::verifySigned)
                .switchIfEmpty(Mono.error(ProblemException::unauthenticated));
    }

    private Mono<AccessToken> verifySigned(SignedJWT jwt) {
        return keys.byId(jwt.getHeader().getKeyID())
                .filter(key -> isSignedWith(jwt, key))
                .flatMap(key -> Mono.justOrEmpty(content(jwt)));
    }

    private static Optional<SignedJWT> parse(String jwt) {
        if (jwt.length() > Limits.TOKEN_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedJWT.parse(jwt)).filter(parsed -> isOurs(parsed.getHeader()));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Keys that a token brings along (`jwk`, `jku`, `x5u`) are not even looked at.
    private static boolean isOurs(JWSHeader header) {
        return JWSAlgorithm.ES256.equals(header.getAlgorithm())
                && TYPE.equals(header.getType())
                && header.getKeyID() != null
                && header.getCriticalParams() == null
                && header.isBase64URLEncodePayload();
    }

    private static boolean isSignedWith(SignedJWT jwt, ECKey key) {
        try {
            return jwt.verify(new ECDSAVerifier(key));
        } catch (JOSEException e) {
            return false;
        }
    }

    private Optional<AccessToken> content(SignedJWT jwt) {
        try {
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            return isForHereAndNow(claims) ? Optional.of(token(claims)) : Optional.empty();
        } catch (ParseException | InvalidInput e) {
            return Optional.empty();
        }
    }

    private boolean isForHereAndNow(JWTClaimsSet claims) throws ParseException {
        Instant now = clock.instant();
        return issuer.equals(claims.getIssuer())
                && List.of(AUDIENCE).equals(claims.getAudience())
                && isPast(claims.getNotBeforeTime(), now)
                && isFuture(claims.getExpirationTime(), now)
                && claims.getSubject() != null
                && claims.getStringClaim(SESSION_CLAIM) != null
                && role(claims).isPresent();
    }

    private static boolean isPast(@Nullable Date time, Instant now) {
        return time != null && !time.toInstant().isAfter(now);
    }

    private static boolean isFuture(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now);
    }

    private static AccessToken token(JWTClaimsSet claims) throws ParseException {
        return new AccessToken(
                new UserId(claims.getSubject()),
                new SessionId(claims.getStringClaim(SESSION_CLAIM)),
                claims.getExpirationTime().toInstant(),
                role(claims).orElseThrow());
    }

    private static Optional<AccountRole> role(JWTClaimsSet claims) throws ParseException {
        String named = claims.getStringClaim(ROLE_CLAIM);
        return named == null ? Optional.of(AccountRole.USER) : AccountRole.of(named);
    }
}
