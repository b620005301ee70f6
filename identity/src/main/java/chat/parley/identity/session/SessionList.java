package chat.parley.identity.session;

import chat.parley.edge.token.LivingSessions;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Which sessions a person has: `sessions:{userId}` in Redis, sorted by age. It may name some that ended by themselves;
/// whoever reads it takes those out, so that they never count against one that lives, and ends what is left of them, so
/// that none lives on unlisted, where nobody could end it.
@Component
class SessionList {
    static final String STARTED_AT = "startedAt";
    static final String ACTIVE_AT = "activeAt";
    static final String DEVICE = "device";

    private final ReactiveStringRedisTemplate redis;
    private final SessionProperties limits;
    private final Clock clock;

    SessionList(ReactiveStringRedisTemplate redis, SessionProperties limits, Clock clock) {
        this.redis = redis;
        this.limits = limits;
        this.clock = clock;
    }

    static String refreshKey(String family) {
        return "refresh:" + family;
    }

    /// Those that live, the oldest first.
    Flux<ListedSession> of(UserId userId) {
        return redis.opsForZSet().range(key(userId), Range.unbounded()).concatMap(member -> look(userId, member));
    }

    Mono<Void> add(UserId userId, SessionId sessionId, String family) {
        return redis.opsForZSet()
                .add(key(userId), member(sessionId, family), (double) clock.millis())
                .then(redis.expire(key(userId), limits.absolute()))
                .then();
    }

    /// Ends its refresh tokens and takes it out.
    Mono<Void> forget(UserId userId, ListedSession listed) {
        return redis.delete(refreshKey(listed.family()))
                .then(remove(userId, member(listed.id(), listed.family())))
                .then();
    }

    private Mono<ListedSession> look(UserId userId, String member) {
        int colon = member.indexOf(':');
        SessionId id = new SessionId(member.substring(0, colon));
        String family = member.substring(colon + 1);
        return redis.<String, String>opsForHash()
                .entries(refreshKey(family))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .filter(this::isAlive)
                .map(fields -> listed(id, family, fields))
                .switchIfEmpty(Mono.defer(() -> drop(userId, id, member)));
    }

    private Mono<ListedSession> drop(UserId userId, SessionId id, String member) {
        return redis.delete(LivingSessions.key(userId, id))
                .then(remove(userId, member))
                .then(Mono.empty());
    }

    private boolean isAlive(Map<String, String> family) {
        return family.containsKey(STARTED_AT)
                && clock.instant().isBefore(time(family, STARTED_AT).plus(limits.absolute()));
    }

    private static ListedSession listed(SessionId id, String family, Map<String, String> fields) {
        Instant signedInAt = time(fields, STARTED_AT);
        Instant activeAt = fields.containsKey(ACTIVE_AT) ? time(fields, ACTIVE_AT) : signedInAt;
        return new ListedSession(id, family, fields.getOrDefault(DEVICE, ""), signedInAt, activeAt);
    }

    private static Instant time(Map<String, String> fields, String name) {
        return Instant.ofEpochMilli(Long.parseLong(fields.getOrDefault(name, "0")));
    }

    private Mono<Long> remove(UserId userId, String member) {
        return redis.opsForZSet().remove(key(userId), member);
    }

    private static String key(UserId userId) {
        return "sessions:" + userId;
    }

    private static String member(SessionId sessionId, String family) {
        return sessionId + ":" + family;
    }
}
