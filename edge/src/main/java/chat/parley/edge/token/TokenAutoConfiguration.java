package chat.parley.edge.token;

import chat.parley.edge.health.HealthCheck;
import chat.parley.edge.start.MissingSetting;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// [AccessTokens] and [LivingSessions] for every service that has Redis and a JOSE library.
@AutoConfiguration(after = DataRedisReactiveAutoConfiguration.class)
@ConditionalOnClass(
        name = {
            "org.springframework.data.redis.core.ReactiveStringRedisTemplate",
            "com.nimbusds.jwt.SignedJWT",
            "org.springframework.security.web.server.SecurityWebFilterChain"
        })
@EnableConfigurationProperties(TokenProperties.class)
class TokenAutoConfiguration {
    private static final int CONNECT_MS = 1_000;

    @Bean
    @ConditionalOnMissingBean
    @SuppressWarnings("TimeZoneUsage") // the one clock that all others come from
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    VerificationKeys verificationKeys(TokenProperties properties, Clock clock) {
        URI address = properties.jwksUri();
        if (address == null) {
            throw new MissingSetting("token verifying", "parley.token.jwks-uri");
        }
        HttpClient client = HttpClient.create()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
                .responseTimeout(Duration.ofSeconds(2));
        WebClient http = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(client))
                .build();
        return new PublishedKeys(http, address, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    AccessTokens accessTokens(VerificationKeys keys, TokenProperties properties, Clock clock) {
        return new AccessTokens(keys, properties.issuer(), clock);
    }

    @Bean
    @ConditionalOnMissingBean
    LivingSessions livingSessions(ReactiveStringRedisTemplate redis) {
        return new LivingSessions(redis);
    }

    @Bean
    HealthCheck redisHealth(ReactiveStringRedisTemplate redis) {
        return () -> redis.execute(ReactiveRedisConnection::ping).then(Mono.empty());
    }
}
