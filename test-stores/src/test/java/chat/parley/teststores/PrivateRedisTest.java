package chat.parley.teststores;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class PrivateRedisTest {
    @Test
    void keepsItsDataOverAKill() {
        try (PrivateRedis redis = PrivateRedis.start()) {
            assertThat(on(redis, commands -> commands.set("key", "value"))).isEqualTo("OK");
            redis.kill();
            redis.restart();
            assertThat(on(redis, commands -> commands.get("key"))).isEqualTo("value");
        }
    }

    @Test
    void isSharedWithinTheProcess() {
        assertThat(PrivateRedis.shared().uri()).isEqualTo(PrivateRedis.shared().uri());
        assertThat(on(PrivateRedis.shared(), RedisCommands::ping)).isEqualTo("PONG");
    }

    private static String on(PrivateRedis redis, Function<RedisCommands<String, String>, String> work) {
        try (RedisClient client = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            return work.apply(connection.sync());
        }
    }
}
