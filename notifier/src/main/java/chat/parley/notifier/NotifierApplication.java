package chat.parley.notifier;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The notifier: mails come in by AMQP and go out by SMTP. Over HTTP it says whether it is well and, to operators, what
/// could not be sent.
///
/// Its configuration is named `notifier`, so that it can share a process with the other services. What they need and
/// this one does not (tokens, Redis, MongoDB) is left out there.
@ConfigurationPropertiesScan
@SpringBootApplication(
        excludeName = {
            "chat.parley.edge.token.RedisBoundsAutoConfiguration",
            "chat.parley.edge.token.TokenAutoConfiguration",
            "chat.parley.edge.token.TokenSecurityAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
            "org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
        })
public class NotifierApplication {
    /// Starts the service by itself.
    public static void main(String[] arguments) {
        builder(Map.of()).run(arguments);
    }

    /// The service as an application context of its own; `properties` are its defaults.
    public static SpringApplicationBuilder builder(Map<String, Object> properties) {
        return new SpringApplicationBuilder(NotifierApplication.class)
                .initializers(new RequiredSettings())
                .properties(Map.of("spring.config.name", "notifier"))
                .properties(properties);
    }
}
