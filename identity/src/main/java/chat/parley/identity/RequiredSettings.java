package chat.parley.identity;

import chat.parley.edge.start.MissingSetting;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/// Looks for everything without which this service must not start, before it does, and names all of it at once.
final class RequiredSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final int SECRET_CHARACTERS = 32;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment settings = context.getEnvironment();
        List<String> missing = Stream.of(
                        address(settings, "spring.mongodb.uri", "PARLEY_MONGODB_URI"),
                        address(settings, "spring.data.redis.url", "PARLEY_REDIS_URI"),
                        address(settings, "parley.amqp.uri", "PARLEY_AMQP_URI"),
                        secret(settings, "parley.service-token", "PARLEY_SERVICE_TOKEN"),
                        secret(settings, "parley.code.secret", "PARLEY_CODE_SECRET"),
                        signingKey(settings))
                .flatMap(List::stream)
                .toList();
        if (!missing.isEmpty()) {
            throw new MissingSetting("identity", missing.stream().collect(Collectors.joining(", ")));
        }
    }

    private static List<String> address(Environment settings, String property, String variable) {
        return value(settings, property).isBlank() ? List.of(variable) : List.of();
    }

    private static List<String> secret(Environment settings, String property, String variable) {
        return value(settings, property).length() < SECRET_CHARACTERS
                ? List.of(variable + " (at least " + SECRET_CHARACTERS + " characters)")
                : List.of();
    }

    private static List<String> signingKey(Environment settings) {
        boolean none = value(settings, "parley.token.signing-key").isBlank()
                && value(settings, "parley.token.signing-key-file").isBlank();
        return none ? List.of("PARLEY_SIGNING_KEY (a P-256 key as JWK or PEM) or PARLEY_SIGNING_KEY_FILE") : List.of();
    }

    private static String value(Environment settings, String property) {
        return settings.getProperty(property, "");
    }
}
