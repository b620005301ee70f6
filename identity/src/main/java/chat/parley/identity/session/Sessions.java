package chat.parley.identity.session;

import chat.parley.edge.problem.ProblemException;
import chat.parley.edge.token.AccessToken;
import chat.parley.identity.event.Events;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Signed-in devices. A session lives a day after its last refresh; its refresh token two weeks, thirty days in all.
@Service
public class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final SessionStore store;
    private final SessionList list;
    private final SessionProperties limits;
    private final Clock clock;
    private final SecureRandom random;
    private final SecretKeySpec succession;
    private final Events events;

    Sessions(
            SessionStore store,
            SessionList list,
            SessionProperties limits,
            SecureRandom random,
            Clock clock,
            Events events,
            @Value("${parley.code.secret}") String secret) {
        this.events = events;
        this.store = store;
        this.list = list;
        this.clock = clock;
        this.limits = limits;
        this.random = random;
        this.succession = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /// How long the cookie may be kept.
    public Duration cookieLife() {
        return limits.sliding();
    }

    /// A new session. The person's oldest ends when there are too many.
    ///
    /// @param device for people, as in `Firefox on Linux`
    public Mono<Grant> open(UserId userId, String device) {
        return Mono.defer(() -> {
            SessionId sessionId = SessionId.random(random);
            RefreshToken token = RefreshToken.first(random);
            return store.open(userId, sessionId, token, device)
                    .then(Mono.defer(() -> endSurplus(userId, sessionId)))
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
                .flatMap(ended -> end(ended.userId(), ended.sessionId()))
                .then();
    }

    /// The session of this access token ends.
    public Mono<Void> end(AccessToken token) {
        return end(token.userId(), token.sessionId()).then();
    }

    /// This session of this person ends: its tokens are good for nothing at once, its sockets are closed within five
    /// seconds, and by those who hear of it at once. Whether there was one.
    public Mono<Boolean> end(UserId userId, SessionId sessionId) {
        return store.end(userId, sessionId).delayUntil(listed -> tell(userId, sessionId));
    }

    /// This session ends again.
    public Mono<Void> end(Grant grant) {
        return end(grant.userId(), grant.sessionId()).then();
    }

    /// Every session of this person ends.
    public Mono<Void> endAll(UserId userId) {
        return store.endAll(userId);
    }

    /// All sessions of this person end but this one.
    public Mono<Void> endOthers(AccessToken kept) {
        return list.of(kept.userId())
                .filter(listed -> !listed.id().equals(kept.sessionId()))
                .concatMap(listed -> end(kept.userId(), listed))
                .then();
    }

    /// Where this person is signed in, the oldest session first.
    public Flux<ListedSession> of(UserId userId) {
        return list.of(userId);
    }

    /// The person has just shown again who they are. `UNAUTHENTICATED` if the session ended meanwhile.
    public Mono<Void> prove(AccessToken token) {
        return store.prove(token.userId(), token.sessionId())
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(ProblemException::unauthenticated))
                .then();
    }

    /// `REAUTH_REQUIRED` for whoever signed in, or showed who they are, too long ago for what they want to do.
    public Mono<Void> requireRecent(AccessToken token) {
        Instant since = clock.instant().minus(limits.recent());
        return store.provenAt(token.userId(), token.sessionId())
                .filter(proven -> !proven.isBefore(since))
                .switchIfEmpty(Mono.error(Sessions::tooLongAgo))
                .then();
    }

    private static ProblemException tooLongAgo() {
        return new ProblemException(
                ErrorCode.REAUTH_REQUIRED, "Confirm that it is you with a code or your password, then repeat this.");
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

    private Mono<Void> endSurplus(UserId userId, SessionId justBegun) {
        return store.surplus(userId, justBegun)
                .flatMapIterable(surplus -> surplus)
                .concatMap(listed -> end(userId, listed))
                .then();
    }

    private Mono<Void> end(UserId userId, ListedSession listed) {
        return store.end(userId, listed).then(tell(userId, listed.id()));
    }

    private Mono<Void> tell(UserId userId, SessionId ended) {
        return events.mention(new IdentityEvent.SignedOut(userId, ended));
    }
}
