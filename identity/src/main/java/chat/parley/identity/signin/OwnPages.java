package chat.parley.identity.signin;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Guards what works by cookie alone: the caller must set a header that other sites' forms cannot, and if it is a page,
/// it must be one of ours.
@Component
class OwnPages {
    private static final String CLIENT = "X-Parley-Client";
    private static final String WEB = "web";

    private final Set<String> origins;

    OwnPages(@Value("${parley.origins}") List<String> origins) {
        this.origins = origins.stream().map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    /// `ORIGIN_REFUSED` for foreign callers.
    Mono<Void> check(HttpHeaders headers) {
        boolean own = List.of(WEB).equals(headers.getOrEmpty(CLIENT))
                && origins.containsAll(headers.getOrEmpty(HttpHeaders.ORIGIN));
        return own
                ? Mono.empty()
                : Mono.error(new ProblemException(
                        ErrorCode.ORIGIN_REFUSED, "This is only for the pages of this installation."));
    }
}
