package chat.parley.messaging.presence;

import chat.parley.protocol.id.UserId;
import java.util.Collection;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Who may know about whom.
@FunctionalInterface
public interface Acquaintances {
    /// Those of `candidates` who share a conversation with `viewer`.
    Mono<Set<UserId>> among(UserId viewer, Collection<UserId> candidates);
}
