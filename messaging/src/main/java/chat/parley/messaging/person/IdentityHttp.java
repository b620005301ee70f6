package chat.parley.messaging.person;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/// The way to identity over HTTP, as one of its services. Who asks says how long to wait.
@Component
public class IdentityHttp {
    /// The blocks of as many people as one request may name, each with as many as anybody may have.
    private static final int ANSWER_BYTES = 2 * 1024 * 1024;

    private final WebClient identity;

    IdentityHttp(IdentityProperties properties) {
        this.identity = WebClient.builder()
                .baseUrl(properties.identityUri().toString())
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + properties.serviceToken())
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(ANSWER_BYTES))
                .build();
    }

    /// The answer to this; errors for every other status than 200.
    public <T> Mono<T> ask(String path, Object question, Class<T> answer) {
        return identity.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(question)
                .retrieve()
                .bodyToMono(answer);
    }
}
