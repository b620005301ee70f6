package chat.parley.messaging.presence;

import chat.parley.messaging.fanout.ConnectionRegistry;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts presence together.
@Configuration(proxyBeanMethods = false)
class PresenceConfiguration {
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Bean
    RedisLeases leases() {
        return new RedisLeases(HexFormat.of().toHexDigits(new SecureRandom().nextLong()), LEASE.toMillis());
    }

    @Bean
    Presence presence(ConnectionRegistry registry, RedisLeases leases, Acquaintances acquaintances) {
        return new Presence(registry, leases, acquaintances, System::nanoTime);
    }

    @Bean
    PresenceUpkeep presenceUpkeep(RedisClient client, RedisURI uri, RedisLeases leases, Presence presence) {
        return new PresenceUpkeep(client, uri, leases, presence);
    }
}
