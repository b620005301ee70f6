package chat.parley.messaging.live;

import chat.parley.messaging.block.Separation;
import chat.parley.messaging.presence.Acquaintances;
import chat.parley.protocol.id.UserId;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// Those who may know about each other, without those who blocked each other.
record Unblocked(Acquaintances all, Separation separation) implements Acquaintances {
    @Override
    public Mono<Set<UserId>> among(UserId viewer, Collection<UserId> candidates) {
        return all.among(viewer, candidates)
                .flatMap(found -> separation
                        .learn(Stream.concat(Stream.of(viewer), found.stream()).toList())
                        .then(Mono.fromSupplier(() -> without(viewer, found))));
    }

    private Set<UserId> without(UserId viewer, Set<UserId> found) {
        return found.stream().filter(user -> !separation.apart(viewer, user)).collect(Collectors.toUnmodifiableSet());
    }
}
