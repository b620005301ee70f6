package chat.parley.identity;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;

/// The identity service. Its configuration is named `identity`, so that it can share a process with the others.
@ConfigurationPropertiesScan
@SpringBootApplication(exclude = MongoAutoConfiguration.class) // it would open a second, blocking client
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
