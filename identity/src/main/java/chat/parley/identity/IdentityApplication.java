package chat.parley.identity;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The identity service. Its configuration is named `identity`, so that it can share a process with the others.
@ConfigurationPropertiesScan
@SpringBootApplication
public class IdentityApplication {
    /// Starts the service by itself.
    public static void main(String[] arguments) {
        builder(Map.of()).run(arguments);
    }

    /// The service as an application context of its own; `properties` are its defaults.
    public static SpringApplicationBuilder builder(Map<String, Object> properties) {
        return new SpringApplicationBuilder(IdentityApplication.class)
                .initializers(new RequiredSettings())
                .properties(Map.of("spring.config.name", "identity"))
                .properties(properties);
    }
}
