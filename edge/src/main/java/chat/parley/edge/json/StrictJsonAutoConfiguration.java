package chat.parley.edge.json;

import chat.parley.protocol.Limits;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Makes the server read bodies with [StrictJson] and no further than the limit. Clients are left as they are: answers
/// of other services may grow fields.
@AutoConfiguration
class StrictJsonAutoConfiguration {
    @Bean
    WebFluxConfigurer strictBodies() {
        return new StrictBodies(StrictJson.mapper());
    }

    private record StrictBodies(JsonMapper mapper) implements WebFluxConfigurer {
        @Override
        public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
            configurer.defaultCodecs().maxInMemorySize(Limits.BODY_BYTES);
            configurer.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(mapper));
        }
    }
}
