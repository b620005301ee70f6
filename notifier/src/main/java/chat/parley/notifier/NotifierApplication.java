package chat.parley.notifier;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The notifier. Its configuration is named `notifier`, so that it can share a process with the others.
@ConfigurationPropertiesScan
@SpringBootApplication
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
