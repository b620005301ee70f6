package chat.parley.identity.code;

import chat.parley.identity.script.LuaScripts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Codes and their counters in Redis. Each step is one script, so that it is one step however many ask at once. Every
/// key
/// expires.
@Component
class CodeStore {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final RedisScript<Long> ISSUE = LuaScripts.number("code-issue");
    private static final RedisScript<Long> WITHDRAW = LuaScripts.number("code-withdraw");
    private static final RedisScript<Long> REDEEM = LuaScripts.number("code-redeem");
    private static final RedisScript<Long> TAKE = LuaScripts.number("failure-take");
    private static final RedisScript<Long> COUNT = LuaScripts.number("count");

    private final ReactiveStringRedisTemplate redis;
    private final CodeProperties limits;
    private final Clock clock;

    CodeStore(ReactiveStringRedisTemplate redis, CodeProperties limits, Clock clock) {
        this.redis = redis;
        this.limits = limits;
        this.clock = clock;
    }

    /// Puts a new code in the place of an older one, unless this address had its mails; whether it did.
    Mono<Boolean> issue(CodeSlot slot, String request, String digest, Instant expiresAt) {
        return run(
                        ISSUE,
                        List.of(slot.pause(), slot.mails(), slot.code()),
                        request,
                        digest,
                        expiresAt.toEpochMilli(),
                        limits.lifetime().toMillis(),
                        limits.pauseBetweenMails().toMillis(),
                        limits.mailsPerWindow(),
                        limits.mailWindow().toMillis(),
                        slot.binding())
                .map(issued -> issued == 1);
    }

    /// Takes back what [#issue] did for this request, because its mail could not be handed over.
    Mono<Void> withdraw(CodeSlot slot, String request) {
        return run(WITHDRAW, List.of(slot.pause(), slot.mails(), slot.code()), request)
                .then();
    }

    Mono<Redemption> redeem(CodeSlot slot, String digest) {
        return run(
                        REDEEM,
                        List.of(slot.code(), slot.failures()),
                        digest,
                        clock.millis(),
                        limits.tries(),
                        limits.failuresPerAccount(),
                        limits.failureWindow().toMillis(),
                        slot.binding())
                .map(CodeStore::redemption);
    }

    /// Counts a try of a password as if it were wrong, before anybody looks at it, so that no number of parallel ones
    /// gets past the limit.
    Mono<PasswordTries.Try> take(String address) {
        return run(
                        TAKE,
                        List.of(CodeSlot.failures(address)),
                        limits.failuresPerAccount(),
                        limits.failureWindow().toMillis())
                .map(PasswordTries.Try::of);
    }

    /// The count starts anew.
    Mono<Void> forgive(String address) {
        return redis.delete(CodeSlot.failures(address)).timeout(PATIENCE).then();
    }

    /// Counts a request of this client; 0, or the milliseconds until it may ask again.
    Mono<Long> countRequest(String client) {
        return run(
                COUNT,
                List.of("code:client:" + client),
                limits.requestsPerClient(),
                limits.clientWindow().toMillis());
    }

    private Mono<Long> run(RedisScript<Long> script, List<String> keys, Object... arguments) {
        List<String> texts = List.of(arguments).stream().map(String::valueOf).toList();
        return redis.execute(script, keys, texts).single().timeout(PATIENCE);
    }

    private static Redemption redemption(long result) {
        if (result > 1) {
            return new Redemption.Locked(result);
        }
        if (result == 1) {
            return new Redemption.Accepted();
        }
        return result == 0 ? new Redemption.Refused() : new Redemption.Exhausted();
    }
}
