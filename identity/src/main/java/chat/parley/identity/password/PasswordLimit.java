package chat.parley.identity.password;

import chat.parley.edge.problem.ProblemException;
import chat.parley.identity.script.LuaScripts;
import chat.parley.protocol.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// So many tries from one network address, over any accounts: against one password tried on all of them.
@Component
class PasswordLimit {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final RedisScript<Long> COUNT = LuaScripts.number("count");

    private final ReactiveStringRedisTemplate redis;
    private final List<String> limits;

    PasswordLimit(ReactiveStringRedisTemplate redis, PasswordProperties properties) {
        this.redis = redis;
        this.limits = List.of(
                String.valueOf(properties.triesPerClient()),
                String.valueOf(properties.clientWindow().toMillis()));
    }

    /// `RATE_LIMITED` for who tries too much.
    Mono<Void> admit(String client) {
        return redis.execute(COUNT, List.of("password:client:" + client), limits)
                .single()
                .timeout(PATIENCE)
                .filter(waitMs -> waitMs > 0)
                .flatMap(waitMs ->
                        Mono.error(new ProblemException(ErrorCode.RATE_LIMITED, "Too many tries from here.", waitMs)));
    }
}
