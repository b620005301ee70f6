package chat.parley.edge.token;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Whether sessions still live: the Redis key `session:{userId}:{sessionId}` exists exactly as long.
///
/// Fails with `UNAVAILABLE` when Redis does not answer within a second: who cannot be checked is not let in.
public final class LivingSessions {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration SWEEP_PATIENCE = Duration.ofSeconds(3);
    private static final int AT_ONCE = 256;

    private final ReactiveStringRedisTemplate redis;

    public LivingSessions(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /// The Redis key of a session.
    public static String key(UserId userId, SessionId sessionId) {
        return "session:" + userId + ":" + sessionId;
    }

    /// Whether this token's session lives.
    public Mono<Boolean> isAlive(AccessToken token) {
        return exists(token).timeout(PATIENCE).onErrorMap(error -> ProblemException.unavailable());
    }

    /// Those of these tokens' sessions that ended. One pipelined sweep; all of it within three seconds.
    public Mono<Set<SessionId>> dead(Collection<AccessToken> tokens) {
        return Flux.fromIterable(Set.copyOf(tokens))
                .flatMap(this::ended, AT_ONCE)
                .collect(Collectors.toUnmodifiableSet())
                .timeout(SWEEP_PATIENCE)
                .onErrorMap(error -> ProblemException.unavailable());
    }

    private Mono<SessionId> ended(AccessToken token) {
        return exists(token).filter(alive -> !alive).map(alive -> token.sessionId());
    }

    private Mono<Boolean> exists(AccessToken token) {
        return redis.hasKey(key(token.userId(), token.sessionId()));
    }
}
