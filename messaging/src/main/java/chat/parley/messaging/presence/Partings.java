package chat.parley.messaging.presence;

import chat.parley.messaging.fanout.ConnectionRegistry;
import chat.parley.protocol.Limits;
import chat.parley.protocol.id.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Ends the watches of those who share no conversation any more. Asks only about people who lost a conversation, each
/// time for both directions at once: who shares with one is shared with.
///
/// Bounded by those who are connected here or watched from here.
final class Partings {
    private static final Logger LOG = LoggerFactory.getLogger(Partings.class);

    private final ConnectionRegistry registry;
    private final Watches watches;
    private final Acquaintances acquaintances;
    private final Set<UserId> doubtful = ConcurrentHashMap.newKeySet();
    private final AtomicLong count = new AtomicLong();

    Partings(ConnectionRegistry registry, Watches watches, Acquaintances acquaintances) {
        this.registry = registry;
        this.watches = watches;
        this.acquaintances = acquaintances;
    }

    /// This person lost a conversation. Counted first: a watch that begins right now sees either the count or is seen.
    void parted(UserId user) {
        count.incrementAndGet();
        if (registry.isHere(user) || watches.isWatched(user)) {
            doubtful.add(user);
        }
    }

    /// How many were heard of so far.
    long count() {
        return count.get();
    }

    /// This person's watches rest on an answer that may have been overtaken.
    void doubt(UserId user) {
        doubtful.add(user);
    }

    /// Asks about all doubtful ones, one after the other. Who cannot be asked about now stays doubtful.
    Mono<Void> settle() {
        return Flux.defer(() -> Flux.fromIterable(List.copyOf(doubtful)))
                .concatMap(this::settle)
                .then();
    }

    /// No longer doubtful before the store is asked: whoever parts meanwhile is asked about again.
    private Mono<Void> settle(UserId user) {
        return Mono.fromSupplier(() -> doubtful.remove(user))
                .thenMany(Flux.defer(() -> Flux.fromIterable(related(user))))
                .buffer(Limits.WATCHED_USERS)
                .concatMap(others -> separate(user, others))
                .then()
                .onErrorResume(failure -> stillDoubtful(user, failure));
    }

    private Set<UserId> related(UserId user) {
        Stream<UserId> watched = registry.of(user).stream().flatMap(connection -> watches.by(connection).stream());
        Stream<UserId> watchers = watches.of(user).stream().map(connection -> connection.userId());
        return Stream.concat(watched, watchers).collect(Collectors.toUnmodifiableSet());
    }

    private Mono<Void> separate(UserId user, Collection<UserId> others) {
        return acquaintances
                .among(user, others)
                .doOnNext(acquainted -> {
                    Set<UserId> strangers = new HashSet<>(others);
                    strangers.removeAll(acquainted);
                    part(user, strangers);
                })
                .then();
    }

    private void part(UserId user, Set<UserId> strangers) {
        registry.of(user).forEach(connection -> watches.end(connection, strangers));
        watches.of(user).stream()
                .filter(watcher -> strangers.contains(watcher.userId()))
                .forEach(watcher -> watches.end(watcher, Set.of(user)));
    }

    private Mono<Void> stillDoubtful(UserId user, Throwable failure) {
        LOG.debug("Who shares a conversation with {} is asked again: {}", user, failure.toString());
        doubtful.add(user);
        return Mono.empty();
    }
}
