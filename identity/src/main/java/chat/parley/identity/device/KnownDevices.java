package chat.parley.identity.device;

import chat.parley.identity.script.LuaScripts;
import chat.parley.protocol.id.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Which devices an account has been used on: `devices:{userId}` in Redis, digests by last use, the last fifty, for 400
/// days. Losing them loses no right, only notices: the first device after that counts as known.
@Component
public class KnownDevices {
    /// As long as browsers keep a cookie.
    public static final Duration MEMORY = Duration.ofDays(400);

    private static final int MOST = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final RedisScript<Long> SEEN = LuaScripts.number("device-seen");

    private final ReactiveStringRedisTemplate redis;
    private final Clock clock;

    KnownDevices(ReactiveStringRedisTemplate redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /// Notes the device; whether there were others, and this one was not among them.
    ///
    /// @param mark what the device is known by, only to itself and to us
    public Mono<Boolean> isNew(UserId userId, String mark) {
        List<String> arguments = List.of(
                digest(mark), String.valueOf(clock.millis()), String.valueOf(MOST), String.valueOf(MEMORY.toMillis()));
        return redis.execute(SEEN, List.of("devices:" + userId), arguments)
                .single()
                .map(result -> result == 1)
                .timeout(PATIENCE);
    }

    private static String digest(String mark) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(mark.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
