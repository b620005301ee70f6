package chat.parley.messaging.live;

import chat.parley.edge.token.AccessToken;
import chat.parley.protocol.id.SessionId;
import java.util.Collection;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Who may come in, and for how long.
public interface Gate {
    /// The token behind these characters, when it is valid and its session lives. Empty when it is not; an error when
    /// that cannot be known now.
    Mono<AccessToken> admit(String token);

    /// The sessions among these that ended. An error when that cannot be known now.
    Mono<Set<SessionId>> ended(Collection<AccessToken> tokens);
}
