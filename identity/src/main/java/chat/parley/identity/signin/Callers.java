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

/// Tells pages from programs. A page must set a header that other sites' forms cannot, and must be one of ours. A
/// program says that it is one and shows nothing that only browsers send. Scripts cannot leave those headers out, so
/// that
/// no script ever reads a refresh token.
@Component
class Callers {
    private static final String CLIENT = "X-Parley-Client";
    private static final String WEB = "web";
    private static final String PROGRAM = "cli";
    private static final List<String> BROWSERS_ONLY = List.of(HttpHeaders.ORIGIN, "Sec-Fetch-Site", "Sec-Fetch-Mode");

    private final Set<String> origins;

    Callers(@Value("${parley.origins}") List<String> origins) {
        this.origins = origins.stream().map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    /// Who shows a session; `ORIGIN_REFUSED` for foreign callers.
    Mono<Caller> known(HttpHeaders headers) {
        return Mono.defer(() -> isProgram(headers) || isOwnPage(headers) ? Mono.just(any(headers)) : refused());
    }

    /// Who asks for a session, for which a one-time code is enough whoever it is.
    Caller any(HttpHeaders headers) {
        return isProgram(headers) ? Caller.PROGRAM : Caller.PAGE;
    }

    private static boolean isProgram(HttpHeaders headers) {
        return says(PROGRAM, headers) && BROWSERS_ONLY.stream().noneMatch(headers::containsHeader);
    }

    private boolean isOwnPage(HttpHeaders headers) {
        return says(WEB, headers) && origins.containsAll(headers.getOrEmpty(HttpHeaders.ORIGIN));
    }

    private static boolean says(String client, HttpHeaders headers) {
        return List.of(client).equals(headers.getOrEmpty(CLIENT));
    }

    private static <T> Mono<T> refused() {
        return Mono.error(
                new ProblemException(ErrorCode.ORIGIN_REFUSED, "This is only for the pages of this installation."));
    }
}
