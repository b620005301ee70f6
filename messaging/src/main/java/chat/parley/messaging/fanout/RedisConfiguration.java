package chat.parley.messaging.fanout;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The Redis client of the live side: commands that cannot be sent now fail now, those unanswered fail after a second,
/// and what waits is bounded.
@Configuration(proxyBeanMethods = false)
public class RedisConfiguration {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int QUEUED_COMMANDS = 10_000;

    @Bean
    RedisURI liveRedisUri(@Value("${spring.data.redis.url}") String url) {
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(TIMEOUT);
        return uri;
    }

    @Bean(destroyMethod = "shutdown")
    RedisClient liveRedisClient() {
        RedisClient client = RedisClient.create();
        client.setOptions(options());
        return client;
    }

    static ClientOptions options() {
        return ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUED_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(TIMEOUT))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(TIMEOUT)
                        .keepAlive(questions())
                        .build())
                .build();
    }

    /// A connection that only listens would not notice for hours that the other end is gone without a word.
    private static SocketOptions.KeepAliveOptions questions() {
        return SocketOptions.KeepAliveOptions.builder()
                .enable()
                .idle(Duration.ofSeconds(5))
                .interval(Duration.ofSeconds(2))
                .count(3)
                .build();
    }
}
