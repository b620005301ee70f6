package chat.parley.edge.problem;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/// Replaces Spring Boot's error pages.
@AutoConfiguration(before = ErrorWebFluxAutoConfiguration.class)
class ProblemAutoConfiguration {
    @Bean
    ProblemAnswers problemAnswers() {
        return new ProblemAnswers(JsonMapper.shared());
    }
}
