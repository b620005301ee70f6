package chat.parley.identity.session;

import chat.parley.edge.token.LivingSessions;
import chat.parley.identity.script.LuaScripts;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Sessions in Redis. Every key expires.
///
/// - `session:{userId}:{sessionId}`: exists while access tokens of the session are good; since when the person is
/// proven
/// - `refresh:{digest of the family}`: the digests of the current secret and of the one before; the device
/// - `sessions:{userId}`: [SessionList]
@Component
class SessionStore {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final RedisScript<List<String>> ROTATE = LuaScripts.texts("session-rotate");
    private static final RedisScript<List<String>> END = LuaScripts.texts("session-end");
    private static final RedisScript<Long> PROVE = LuaScripts.number("session-prove");
    private static final String FAMILY = "family";
    private static final String PROVEN_AT = "provenAt";

    private final ReactiveStringRedisTemplate redis;
    private final SessionProperties limits;
    private final SessionList list;
    private final Clock clock;

    SessionStore(ReactiveStringRedisTemplate redis, SessionProperties limits, SessionList list, Clock clock) {
        this.redis = redis;
        this.limits = limits;
        this.list = list;
        this.clock = clock;
    }

    Mono<Void> open(UserId userId, SessionId sessionId, RefreshToken token, String device) {
        String family = SessionList.refreshKey(token.familyDigest());
        String now = String.valueOf(clock.millis());
        Map<String, String> fields = Map.of(
                "user",
                userId.value(),
                "session",
                sessionId.value(),
                "current",
                token.secretDigest(),
                SessionList.STARTED_AT,
                now,
                SessionList.ACTIVE_AT,
                now,
                SessionList.DEVICE,
                device);
        return redis.<String, String>opsForHash()
                .putAll(family, fields)
                .then(redis.expire(family, limits.sliding()))
                .then(revive(userId, sessionId, token.familyDigest()))
                .then(prove(userId, sessionId))
                .then(list.add(userId, sessionId, token.familyDigest()))
                .timeout(PATIENCE);
    }

    /// Notes that the person has just shown who they are; whether the session still lives.
    Mono<Boolean> prove(UserId userId, SessionId sessionId) {
        List<String> keys = List.of(LivingSessions.key(userId, sessionId));
        return redis.execute(PROVE, keys, List.of(PROVEN_AT, String.valueOf(clock.millis())))
                .single()
                .map(done -> done == 1)
                .timeout(PATIENCE);
    }

    /// When they last did; empty when it is not known.
    Mono<Instant> provenAt(UserId userId, SessionId sessionId) {
        return redis.<String, String>opsForHash()
                .get(LivingSessions.key(userId, sessionId), PROVEN_AT)
                .map(Long::parseLong)
                .map(Instant::ofEpochMilli)
                .timeout(PATIENCE);
    }

    Mono<Rotation> rotate(RefreshToken presented, RefreshToken next) {
        List<String> arguments = List.of(
                presented.secretDigest(),
                next.secretDigest(),
                String.valueOf(clock.millis()),
                String.valueOf(limits.grace().toMillis()),
                String.valueOf(limits.sliding().toMillis()),
                String.valueOf(limits.absolute().toMillis()));
        return redis.execute(ROTATE, List.of(SessionList.refreshKey(presented.familyDigest())), arguments)
                .single()
                .map(SessionStore::rotation)
                .timeout(PATIENCE);
    }

    /// Lets the session live for another day. Whether its family still exists afterwards: a sign-out in between wins.
    Mono<Boolean> renew(UserId userId, SessionId sessionId, RefreshToken token) {
        return revive(userId, sessionId, token.familyDigest())
                .then(redis.hasKey(SessionList.refreshKey(token.familyDigest())))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.defer(() -> kill(userId, sessionId)))
                .timeout(PATIENCE);
    }

    /// Ends the family of this token, if it is a current one; empty when it is not.
    Mono<Rotation.Rotated> endFamily(RefreshToken token) {
        return redis.execute(END, List.of(SessionList.refreshKey(token.familyDigest())), List.of(token.secretDigest()))
                .single()
                .map(SessionStore::rotation)
                .ofType(Rotation.Rotated.class)
                .timeout(PATIENCE);
    }

    /// Ends a session and whatever could bring it back. Whether its person was signed in with it.
    Mono<Boolean> end(UserId userId, SessionId sessionId) {
        return list.of(userId)
                .filter(listed -> listed.id().equals(sessionId))
                .concatMap(listed -> list.forget(userId, listed).thenReturn(true))
                .next()
                .defaultIfEmpty(false)
                .delayUntil(listed -> kill(userId, sessionId))
                .timeout(PATIENCE);
    }

    /// Ends this session of theirs.
    Mono<Void> end(UserId userId, ListedSession listed) {
        return list.forget(userId, listed)
                .then(kill(userId, listed.id()))
                .then()
                .timeout(PATIENCE);
    }

    /// The oldest sessions beyond the limit, but never this one, which has just begun: others may have at the same
    /// moment.
    Mono<List<ListedSession>> surplus(UserId userId, SessionId justBegun) {
        return list.of(userId)
                .filter(listed -> !listed.id().equals(justBegun))
                .collectList()
                .map(this::surplus)
                .timeout(PATIENCE);
    }

    /// Ends all of a person's.
    Mono<Void> endAll(UserId userId) {
        return list.of(userId).concatMap(listed -> end(userId, listed)).then().timeout(PATIENCE);
    }

    private List<ListedSession> surplus(List<ListedSession> othersOldestFirst) {
        int most = limits.perUser() - 1;
        return othersOldestFirst.subList(0, Math.max(0, othersOldestFirst.size() - most));
    }

    /// Always false, for what lives no longer.
    private Mono<Boolean> kill(UserId userId, SessionId sessionId) {
        return redis.delete(LivingSessions.key(userId, sessionId)).thenReturn(false);
    }

    private Mono<Boolean> revive(UserId userId, SessionId sessionId, String family) {
        String key = LivingSessions.key(userId, sessionId);
        return redis.<String, String>opsForHash().put(key, FAMILY, family).then(redis.expire(key, limits.lifetime()));
    }

    private static Rotation rotation(Collection<String> result) {
        List<String> fields = List.copyOf(result);
        if (fields.size() < 3) {
            return new Rotation.Unknown();
        }
        UserId userId = new UserId(fields.get(1));
        SessionId sessionId = new SessionId(fields.get(2));
        return "reused".equals(fields.getFirst())
                ? new Rotation.Reused(userId, sessionId)
                : new Rotation.Rotated(userId, sessionId);
    }
}
