package chat.parley.messaging.presence;

import chat.parley.protocol.id.UserId;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Leases in Redis: sorted set `online_users` (score = end of the lease) for reading, hash `online:{userId}` (node →
/// end) behind it, so that several nodes of one person are counted right. The time is Redis' own.
final class RedisLeases implements Leases {
    private static final int USERS_PER_CALL = 500;
    private static final int CALLS_AT_ONCE = 4;
    private static final String BOARD = "online_users";

    private static final String RENEW = """
            local t = redis.call('TIME')
            local now = t[1] * 1000 + math.floor(t[2] / 1000)
            local ends = now + ARGV[2]
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 60000)
            for i = 3, #ARGV do
              local key = 'online:' .. ARGV[i]
              redis.call('HSET', key, ARGV[1], ends)
              redis.call('PEXPIRE', key, 2 * ARGV[2])
              redis.call('ZADD', KEYS[1], ends, ARGV[i])
            end
            return 0
            """;

    private static final String END = """
            local t = redis.call('TIME')
            local now = t[1] * 1000 + math.floor(t[2] / 1000)
            for i = 2, #ARGV do
              local key = 'online:' .. ARGV[i]
              redis.call('HDEL', key, ARGV[1])
              local latest = 0
              for _, ends in ipairs(redis.call('HVALS', key)) do
                latest = math.max(latest, tonumber(ends))
              end
              if latest > now then
                redis.call('ZADD', KEYS[1], latest, ARGV[i])
              else
                redis.call('ZREM', KEYS[1], ARGV[i])
                redis.call('DEL', key)
              end
            end
            return 0
            """;

    private static final String ONLINE = """
            local t = redis.call('TIME')
            local now = t[1] * 1000 + math.floor(t[2] / 1000)
            local online = {}
            for i = 1, #ARGV do
              local ends = redis.call('ZSCORE', KEYS[1], ARGV[i])
              if ends and tonumber(ends) > now then
                online[#online + 1] = ARGV[i]
              end
            end
            return online
            """;

    private final String node;
    private final long leaseMillis;
    private volatile @Nullable StatefulRedisConnection<String, String> connection;

    /// @param node names this node among the others
    RedisLeases(String node, long leaseMillis) {
        this.node = node;
        this.leaseMillis = leaseMillis;
    }

    /// The connection to use, once there is one.
    void use(StatefulRedisConnection<String, String> opened) {
        connection = opened;
    }

    @Override
    public Mono<Void> renew(Collection<UserId> users) {
        return inParts(users, part -> call(RENEW, List.of(node, Long.toString(leaseMillis)), part))
                .then();
    }

    @Override
    public Mono<Void> end(Collection<UserId> users) {
        return inParts(users, part -> call(END, List.of(node), part)).then();
    }

    @Override
    public Mono<Set<UserId>> online(Collection<UserId> users) {
        return inParts(users, part -> call(ONLINE, List.of(), part))
                .concatMapIterable(names -> names)
                .map(UserId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Flux<List<String>> inParts(
            Collection<UserId> users, Function<List<UserId>, Mono<List<String>>> call) {
        return Flux.fromIterable(users).buffer(USERS_PER_CALL).flatMapSequential(call, CALLS_AT_ONCE);
    }

    private Mono<List<String>> call(String script, List<String> first, List<UserId> users) {
        return Mono.defer(() -> Mono.fromCompletionStage(open().async()
                        .<Object>eval(script, ScriptOutputType.MULTI, new String[] {BOARD}, arguments(first, users))))
                .map(RedisLeases::names);
    }

    private StatefulRedisConnection<String, String> open() {
        StatefulRedisConnection<String, String> now = connection;
        if (now == null) {
            throw new RedisException("not connected yet");
        }
        return now;
    }

    private static String[] arguments(List<String> first, List<UserId> users) {
        List<String> all = new ArrayList<>(first);
        users.forEach(user -> all.add(user.value()));
        return all.toArray(String[]::new);
    }

    private static List<String> names(Object answer) {
        return answer instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
