package chat.parley.notifier;

import chat.parley.edge.start.MissingSetting;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/// Looks for everything without which this service must not start, before it does, and names all of it at once.
final class RequiredSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final Map<String, String> VARIABLES = Map.of(
            "parley.amqp.uri", "PARLEY_AMQP_URI",
            "parley.smtp.uri", "PARLEY_SMTP_URI",
            "parley.mail.from", "PARLEY_MAIL_FROM",
            "parley.mail.link", "PARLEY_MAIL_LINK");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment settings = context.getEnvironment();
        String missing = VARIABLES.entrySet().stream()
                .filter(variable -> settings.getProperty(variable.getKey(), "").isBlank())
                .map(Map.Entry::getValue)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new MissingSetting("notifier", missing);
        }
    }
}
