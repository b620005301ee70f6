package chat.parley.gateway;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The gateway. Its configuration is named `gateway`, so that it can share a process with the services.
@ConfigurationPropertiesScan
@SpringBootApplication
public class GatewayApplication {
    /// Starts the gateway by itself.
    public static void main(String[] arguments) {
        builder(Map.of()).run(arguments);
    }

    /// The gateway as an application context of its own; `properties` are its defaults.
    public static SpringApplicationBuilder builder(Map<String, Object> properties) {
        return new SpringApplicationBuilder(GatewayApplication.class)
                .properties(Map.of("spring.config.name", "gateway"))
                .properties(properties);
    }
}
