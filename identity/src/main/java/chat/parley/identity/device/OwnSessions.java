package chat.parley.identity.device;

import chat.parley.edge.problem.ProblemException;
import chat.parley.edge.token.AccessToken;
import chat.parley.identity.session.ListedSession;
import chat.parley.identity.session.Sessions;
import chat.parley.protocol.account.SessionBodies.OpenSession;
import chat.parley.protocol.account.SessionBodies.OpenSessions;
import chat.parley.protocol.id.SessionId;
import java.util.Comparator;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Where somebody is signed in, and how they end that from afar. Another's session is as unknown as one that never was.
@Service
class OwnSessions {
    private static final Comparator<OpenSession> LAST_USED_FIRST =
            Comparator.comparing(OpenSession::lastActiveAt).reversed();

    private final Sessions sessions;

    OwnSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    Mono<OpenSessions> of(AccessToken caller) {
        return sessions.of(caller.userId())
                .map(listed -> view(listed, caller))
                .sort(LAST_USED_FIRST)
                .collectList()
                .map(OpenSessions::new);
    }

    Mono<Void> revoke(AccessToken caller, SessionId id) {
        return sessions.end(caller.userId(), id)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(ProblemException::notFound))
                .then();
    }

    Mono<Void> revokeOthers(AccessToken caller) {
        return sessions.endOthers(caller);
    }

    private static OpenSession view(ListedSession listed, AccessToken caller) {
        boolean current = listed.id().equals(caller.sessionId());
        return new OpenSession(listed.id(), listed.device(), listed.signedInAt(), listed.lastActiveAt(), current);
    }
}
