package chat.parley.identity.people;

import chat.parley.edge.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What our services show each other.
@Component
public class ServiceCredential {
    private final byte[] expected;

    ServiceCredential(@Value("${parley.service-token}") String token) {
        this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    /// `UNAUTHENTICATED` for everybody else; takes as long for nearly right as for wrong.
    public Mono<Void> check(HttpHeaders headers) {
        String shown = String.join(",", headers.getOrEmpty(HttpHeaders.AUTHORIZATION));
        return MessageDigest.isEqual(expected, shown.getBytes(StandardCharsets.UTF_8))
                ? Mono.empty()
                : Mono.error(ProblemException.unauthenticated());
    }
}
