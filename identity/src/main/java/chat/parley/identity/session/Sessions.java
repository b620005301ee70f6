package chat.parley.identity.session;

import chat.parley.edge.problem.ProblemException;
import chat.parley.edge.token.AccessToken;
import chat.parley.identity.event.Events;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Signed-in devices. A session lives a day after its last refresh; its refresh token two weeks, thirty days in all.
@Service
public class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final SessionStore store;
    private final SessionProperties limits;
    private final SecureRandom random;
    private final SecretKeySpec succession;
    private final Events events;

    Sessions(
            SessionStore store,
            SessionProperties limits,
            SecureRandom random,
            Events events,
            @Value("${parley.code.secret}") String secret) {
        this.events = events;
        this.store = store;
        this.limits = limits;
        this.random = random;
        this.succession = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /// How long the cookie may be kept.
    public Duration cookieLife() {
        return limits.sliding();
    }

    /// A new session. The person's oldest ends when there are too many.
    public Mono<Grant> open(UserId userId) {
        return Mono.defer(() -> {
            SessionId sessionId = SessionId.random(random);
            RefreshToken token = RefreshToken.first(random);
            return store.open(userId, sessionId, token)
                    .then(Mono.defer(() -> store.endSurplus(userId)))
                    .thenReturn(new Grant(userId, sessionId, token.value()));
        });
    }

    /// The session goes on, with another token. An old token ends it, since two have it then. `UNAUTHENTICATED` when
    /// there is nothing to go on with.
    public Mono<Grant> refresh(String presented) {
        return Mono.defer(() -> Mono.justOrEmpty(RefreshToken.parse(presented)))
                .flatMap(this::rotate)
                .switchIfEmpty(Mono.error(ProblemException::unauthenticated));
    }

    /// The session of this refresh token ends.
    public Mono<Void> endByRefreshToken(String presented) {
        return Mono.defer(() -> Mono.justOrEmpty(RefreshToken.parse(presented)))
                .flatMap(store::endFamily)
                .flatMap(ended -> end(ended.userId(), ended.sessionId()));
    }

    /// The session of this access token ends.
    public Mono<Void> end(AccessToken token) {
        return end(token.userId(), token.sessionId());
    }

    /// This session ends again.
    public Mono<Void> end(Grant grant) {
        return end(grant.userId(), grant.sessionId());
    }

    /// Every session of this person ends.
    public Mono<Void> endAll(UserId userId) {
        return store.endAll(userId);
    }

    private Mono<Grant> rotate(RefreshToken presented) {
        RefreshToken next = presented.next(succession);
        return store.rotate(presented, next).flatMap(rotation -> conclude(rotation, next));
    }

    private Mono<Grant> conclude(Rotation rotation, RefreshToken next) {
        return switch (rotation) {
            case Rotation.Unknown unknown -> Mono.empty();
            case Rotation.Rotated rotated -> goOn(rotated, next);
            case Rotation.Reused reused -> endReused(reused.userId(), reused.sessionId());
        };
    }

    private Mono<Grant> goOn(Rotation.Rotated rotated, RefreshToken next) {
        return store.renew(rotated.userId(), rotated.sessionId(), next)
                .filter(Boolean::booleanValue)
                .map(alive -> new Grant(rotated.userId(), rotated.sessionId(), next.value()));
    }

    private Mono<Grant> endReused(UserId userId, SessionId sessionId) {
        LOG.warn("A used refresh token came back; session of {} ended", userId);
        return end(userId, sessionId).then(Mono.empty());
    }

    /// The sockets of the session close by themselves soon; those who hear of it close them now.
    private Mono<Void> end(UserId userId, SessionId sessionId) {
        return store.end(userId, sessionId).then(events.mention(new IdentityEvent.SignedOut(userId, sessionId)));
    }
}
