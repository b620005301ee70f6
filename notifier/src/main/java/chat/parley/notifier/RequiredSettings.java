package chat.parley.notifier;

import chat.parley.edge.start.MissingSetting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/// Looks for everything without which this service must not start, before it does, and names all of it at once.
final class RequiredSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final Map<String, String> REQUIRED =
            new TreeMap<>(Map.of("parley.amqp.uri", "PARLEY_AMQP_URI", "parley.smtp.uri", "PARLEY_SMTP_URI"));

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        List<String> missing = REQUIRED.entrySet().stream()
                .filter(setting -> context.getEnvironment()
                        .getProperty(setting.getKey(), "")
                        .isBlank())
                .map(Map.Entry::getValue)
                .toList();
        if (!missing.isEmpty()) {
            throw new MissingSetting("notifier", String.join(", ", missing));
        }
    }
}
