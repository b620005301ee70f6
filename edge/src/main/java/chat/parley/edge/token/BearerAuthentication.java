package chat.parley.edge.token;

import chat.parley.edge.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// From the `Authorization` header, and nothing else, to a caller. Empty without the header.
final class BearerAuthentication implements ServerAuthenticationConverter {
    private static final String SCHEME = "bearer ";

    private final AccessTokens tokens;
    private final LivingSessions sessions;

    BearerAuthentication(AccessTokens tokens, LivingSessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        List<String> headers = exchange.getRequest().getHeaders().getValuesAsList(HttpHeaders.AUTHORIZATION);
        return headers.isEmpty() ? Mono.empty() : authenticate(headers);
    }

    private Mono<Authentication> authenticate(List<String> headers) {
        String header = headers.getFirst();
        if (headers.size() > 1 || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Mono.error(ProblemException.unauthenticated());
        }
        return tokens.verify(header.substring(SCHEME.length()).strip())
                .flatMap(this::whileAlive)
                .switchIfEmpty(Mono.error(ProblemException::unauthenticated))
                .map(AccessTokenAuthentication::new);
    }

    private Mono<AccessToken> whileAlive(AccessToken token) {
        return sessions.isAlive(token).filter(Boolean::booleanValue).map(alive -> token);
    }
}
