package chat.parley.messaging.live;

import chat.parley.edge.problem.ProblemException;
import chat.parley.edge.token.AccessToken;
import chat.parley.edge.token.AccessTokens;
import chat.parley.edge.token.LivingSessions;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.SessionId;
import java.util.Collection;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Asks identity's keys and the sessions in Redis.
final class SessionGate implements Gate {
    private final AccessTokens tokens;
    private final LivingSessions sessions;

    SessionGate(AccessTokens tokens, LivingSessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public Mono<AccessToken> admit(String token) {
        return tokens.verify(token)
                .onErrorResume(SessionGate::isRefusal, ignored -> Mono.empty())
                .filterWhen(sessions::isAlive);
    }

    @Override
    public Mono<Set<SessionId>> ended(Collection<AccessToken> tokensOfAll) {
        return sessions.dead(tokensOfAll);
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ErrorCode.UNAUTHENTICATED;
    }
}
