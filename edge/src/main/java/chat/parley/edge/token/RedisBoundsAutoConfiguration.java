package chat.parley.edge.token;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/// Redis within bounds: a command takes a second at most; while disconnected it fails at once instead of queueing; a
/// start without Redis fails instead of hanging in the first requests.
@AutoConfiguration(before = DataRedisAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory")
class RedisBoundsAutoConfiguration {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int COMMANDS_IN_FLIGHT = 20_000;

    @Bean
    LettuceClientConfigurationBuilderCustomizer redisPatience() {
        return builder -> builder.commandTimeout(PATIENCE);
    }

    @Bean
    LettuceClientOptionsBuilderCustomizer redisBounds() {
        return builder -> builder.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(COMMANDS_IN_FLIGHT)
                .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PATIENCE)
                        .keepAlive(true)
                        .build());
    }

    @Bean
    static BeanPostProcessor connectRedisAtStart() {
        return new EagerRedis();
    }

    private static final class EagerRedis implements BeanPostProcessor {
        @Override
        public Object postProcessBeforeInitialization(Object bean, String beanName) {
            if (bean instanceof LettuceConnectionFactory factory) {
                factory.setEagerInitialization(true);
            }
            return bean;
        }
    }
}
