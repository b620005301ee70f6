package chat.parley.edge.health;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/// Gives each service its `/health`.
@AutoConfiguration
class HealthAutoConfiguration {
    @Bean
    HealthController healthController(ObjectProvider<HealthCheck> checks) {
        return new HealthController(checks.orderedStream().toList());
    }
}
