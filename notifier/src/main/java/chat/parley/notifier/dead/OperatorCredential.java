package chat.parley.notifier.dead;

import chat.parley.edge.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What our services, and those who run them, show each other. Without one configured there is nothing here for
/// anybody.
@Component
class OperatorCredential {
    private static final int CHARACTERS = 32;

    private final String token;

    OperatorCredential(@Value("${parley.service-token:}") String token) {
        this.token = token;
    }

    /// `UNAUTHENTICATED` for everybody else; takes as long for nearly right as for wrong.
    Mono<Void> check(HttpHeaders headers) {
        if (token.length() < CHARACTERS) {
            return Mono.error(ProblemException.notFound());
        }
        String shown = String.join(",", headers.getOrEmpty(HttpHeaders.AUTHORIZATION));
        return MessageDigest.isEqual(bytes("Bearer " + token), bytes(shown))
                ? Mono.empty()
                : Mono.error(ProblemException.unauthenticated());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
