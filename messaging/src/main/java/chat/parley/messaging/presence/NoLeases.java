package chat.parley.messaging.presence;

import chat.parley.protocol.id.UserId;
import java.util.Collection;
import java.util.Set;
import reactor.core.publisher.Mono;

/// For a node that is alone.
final class NoLeases implements Leases {
    @Override
    public Mono<Void> renew(Collection<UserId> users) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> end(Collection<UserId> users) {
        return Mono.empty();
    }

    @Override
    public Mono<Set<UserId>> online(Collection<UserId> users) {
        return Mono.just(Set.of());
    }
}
