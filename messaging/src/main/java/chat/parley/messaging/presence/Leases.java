package chat.parley.messaging.presence;

import chat.parley.protocol.id.UserId;
import java.util.Collection;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Who is connected to which node, for as long as the node says so: a lease of 30 s per person and node. A node that
/// dies takes nobody down with it for longer than that.
interface Leases {
    /// These people are connected to this node for the next 30 s.
    Mono<Void> renew(Collection<UserId> users);

    /// These people have no connection to this node any more; other nodes count.
    Mono<Void> end(Collection<UserId> users);

    /// Those of them who are connected to any node.
    Mono<Set<UserId>> online(Collection<UserId> users);
}
