package chat.parley.identity.block;

import chat.parley.edge.problem.ProblemException;
import chat.parley.identity.script.LuaScripts;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// So many changes a minute and no more: every one of them is told to all nodes.
@Component
class BlockLimit {
    private static final int PER_WINDOW = 60;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final RedisScript<Long> COUNT = LuaScripts.number("count");

    private final ReactiveStringRedisTemplate redis;

    BlockLimit(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /// `RATE_LIMITED` for who changes too much.
    Mono<Void> admit(UserId caller) {
        List<String> limits = List.of(String.valueOf(PER_WINDOW), String.valueOf(WINDOW.toMillis()));
        return redis.execute(COUNT, List.of("block:" + caller), limits)
                .single()
                .timeout(PATIENCE)
                .filter(waitMs -> waitMs > 0)
                .flatMap(waitMs -> Mono.error(
                        new ProblemException(ErrorCode.RATE_LIMITED, "Too many changes of blocks.", waitMs)));
    }
}
