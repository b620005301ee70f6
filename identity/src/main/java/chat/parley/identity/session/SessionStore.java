package chat.parley.identity.session;

import chat.parley.edge.token.LivingSessions;
import chat.parley.identity.script.LuaScripts;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Sessions in Redis. Every key expires.
///
/// - `session:{userId}:{sessionId}`: exists while access tokens of the session are good
/// - `refresh:{digest of the family}`: the digests of the current secret and of the one before
/// - `sessions:{userId}`: sorted by age, to find the oldest
@Component
class SessionStore {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final RedisScript<List<String>> ROTATE = LuaScripts.texts("session-rotate");
    private static final RedisScript<List<String>> END = LuaScripts.texts("session-end");
    private static final String FAMILY = "family";

    private final ReactiveStringRedisTemplate redis;
    private final SessionProperties limits;
    private final Clock clock;

    SessionStore(ReactiveStringRedisTemplate redis, SessionProperties limits, Clock clock) {
        this.redis = redis;
        this.limits = limits;
        this.clock = clock;
    }

    Mono<Void> open(UserId userId, SessionId sessionId, RefreshToken token) {
        String family = refreshKey(token.familyDigest());
        Map<String, String> fields = Map.of(
                "user", userId.value(),
                "session", sessionId.value(),
                "current", token.secretDigest(),
                "startedAt", String.valueOf(clock.millis()));
        return redis.<String, String>opsForHash()
                .putAll(family, fields)
                .then(redis.expire(family, limits.sliding()))
                .then(revive(userId, sessionId, token.familyDigest()))
                .then(list(userId, sessionId, token.familyDigest()))
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
        return redis.execute(ROTATE, List.of(refreshKey(presented.familyDigest())), arguments)
                .single()
                .map(SessionStore::rotation)
                .timeout(PATIENCE);
    }

    /// Lets the session live for another day. Whether its family still exists afterwards: a sign-out in between wins.
    Mono<Boolean> renew(UserId userId, SessionId sessionId, RefreshToken token) {
        return revive(userId, sessionId, token.familyDigest())
                .then(redis.hasKey(refreshKey(token.familyDigest())))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.defer(() -> kill(userId, sessionId)))
                .timeout(PATIENCE);
    }

    /// Ends the family of this token, if it is a current one; empty when it is not.
    Mono<Rotation.Rotated> endFamily(RefreshToken token) {
        return redis.execute(END, List.of(refreshKey(token.familyDigest())), List.of(token.secretDigest()))
                .single()
                .map(SessionStore::rotation)
                .ofType(Rotation.Rotated.class)
                .timeout(PATIENCE);
    }

    /// Ends a session and whatever could bring it back.
    Mono<Void> end(UserId userId, SessionId sessionId) {
        return redis.<String, String>opsForHash()
                .get(LivingSessions.key(userId, sessionId), FAMILY)
                .flatMap(family -> forget(userId, sessionId, family))
                .then(kill(userId, sessionId))
                .then()
                .timeout(PATIENCE);
    }

    /// Ends the oldest sessions beyond the limit.
    Mono<Void> endSurplus(UserId userId) {
        return redis.opsForZSet()
                .range(listKey(userId), Range.closed(0L, -1L - limits.perUser()))
                .concatMap(member -> endListed(userId, member))
                .then()
                .timeout(PATIENCE);
    }

    /// Ends all of a person's.
    Mono<Void> endAll(UserId userId) {
        return redis.opsForZSet()
                .range(listKey(userId), Range.unbounded())
                .concatMap(member -> endListed(userId, member))
                .then()
                .timeout(PATIENCE);
    }

    private Mono<Void> endListed(UserId userId, String member) {
        int colon = member.indexOf(':');
        SessionId sessionId = new SessionId(member.substring(0, colon));
        return forget(userId, sessionId, member.substring(colon + 1))
                .then(kill(userId, sessionId))
                .then();
    }

    private Mono<Long> forget(UserId userId, SessionId sessionId, String family) {
        return redis.delete(refreshKey(family))
                .then(redis.opsForZSet().remove(listKey(userId), member(sessionId, family)));
    }

    /// Always false, for what lives no longer.
    private Mono<Boolean> kill(UserId userId, SessionId sessionId) {
        return redis.delete(LivingSessions.key(userId, sessionId)).thenReturn(false);
    }

    private Mono<Boolean> revive(UserId userId, SessionId sessionId, String family) {
        String key = LivingSessions.key(userId, sessionId);
        return redis.<String, String>opsForHash().put(key, FAMILY, family).then(redis.expire(key, limits.lifetime()));
    }

    private Mono<Void> list(UserId userId, SessionId sessionId, String family) {
        String key = listKey(userId);
        return redis.opsForZSet()
                .add(key, member(sessionId, family), (double) clock.millis())
                .then(redis.expire(key, limits.absolute()))
                .then();
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

    private static String refreshKey(String family) {
        return "refresh:" + family;
    }

    private static String listKey(UserId userId) {
        return "sessions:" + userId;
    }

    private static String member(SessionId sessionId, String family) {
        return sessionId + ":" + family;
    }
}
