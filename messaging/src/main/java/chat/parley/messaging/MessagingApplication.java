package chat.parley.messaging;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The messaging service. Its configuration is named `messaging`, so that it can share a process with the others.
@OpenAPIDefinition(
        info = @Info(title = "Parley: conversations and messages", version = "v1"),
        security = @SecurityRequirement(name = "bearer"))
@SecurityScheme(name = "bearer", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "JWT")
@ConfigurationPropertiesScan
@SpringBootApplication
public class MessagingApplication {
    /// Starts the service by itself.
    public static void main(String[] arguments) {
        builder(Map.of()).run(arguments);
    }

    /// The service as an application context of its own; `properties` are its defaults.
    public static SpringApplicationBuilder builder(Map<String, Object> properties) {
        return new SpringApplicationBuilder(MessagingApplication.class)
                .properties(Map.of("spring.config.name", "messaging"))
                .properties(properties);
    }
}
