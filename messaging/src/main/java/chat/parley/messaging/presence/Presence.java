package chat.parley.messaging.presence;

import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.fanout.ConnectionRegistry;
import chat.parley.messaging.fanout.Departures;
import chat.parley.protocol.id.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/// Who is online, for those who may know (C10).
///
/// Whoever is connected here is online, whatever Redis says. Of the others the last answer counts while Redis is away,
/// and for [#GRACE] after it came back, until every node renewed its leases.
public final class Presence implements Departures {
    /// How long after an outage nobody is taken for offline.
    static final Duration GRACE = Duration.ofSeconds(12);

    private final ConnectionRegistry registry;
    private final Leases leases;
    private final Acquaintances acquaintances;
    private final LongSupplier nanos;
    private final Watches watches = new Watches();
    private final KnownStates known = new KnownStates(watches);
    private final Partings partings;
    private final Set<UserId> moved = ConcurrentHashMap.newKeySet();
    private volatile long trustedFrom;
    private volatile boolean allDue;

    Presence(ConnectionRegistry registry, Leases leases, Acquaintances acquaintances, LongSupplier nanos) {
        this.registry = registry;
        this.leases = leases;
        this.acquaintances = acquaintances;
        this.nanos = nanos;
        partings = new Partings(registry, watches, acquaintances);
        trustedFrom = nanos.getAsLong();
    }

    /// Without other nodes: online is who is connected here.
    public static Presence local(ConnectionRegistry registry, Acquaintances acquaintances) {
        return new Presence(registry, new NoLeases(), acquaintances, System::nanoTime);
    }

    /// A connection was let in.
    public void arrived(Connection connection) {
        moved.add(connection.userId());
    }

    /// A connection is gone.
    public void left(Connection connection) {
        watches.clear(connection);
        moved.add(connection.userId());
    }

    /// The connection watches nobody any more.
    public void unwatch(Connection connection) {
        watches.clear(connection);
    }

    /// Those who lost their last common conversation with this person are strangers from the next [#part] on.
    @Override
    public void departed(UserId user) {
        partings.parted(user);
    }

    /// Tells the state of these people now, and its changes from now on, instead of those named before. Strangers are
    /// left out.
    public Mono<Void> watch(Connection connection, List<UserId> users) {
        return Mono.fromSupplier(partings::count)
                .flatMap(before -> acquaintances
                        .among(connection.userId(), users)
                        .doOnNext(allowed -> begin(connection, allowed, before)))
                .flatMap(allowed -> tellAll(connection, allowed));
    }

    /// Tells Redis who came and who went since the last call; everybody, where the last renewal failed.
    Mono<Void> settle() {
        return allDue ? renewAll() : settle(List.copyOf(moved));
    }

    /// Renews the leases of everybody here.
    Mono<Void> renewAll() {
        return Mono.defer(() -> leases.renew(List.copyOf(registry.users())))
                .doOnSuccess(ignored -> allDue = false)
                .doOnError(ignored -> allDue = true);
    }

    /// Nobody is here any more: this node ends.
    Mono<Void> endAll() {
        return Mono.defer(() -> leases.end(List.copyOf(registry.users())));
    }

    /// Reads the state of everybody who is watched, and tells what changed.
    Mono<Void> poll() {
        return Mono.fromSupplier(() -> List.copyOf(watches.users()))
                .flatMap(users -> leases.online(users).doOnNext(online -> known.look(users, judge(online))))
                .doOnError(ignored -> distrust())
                .then();
    }

    /// Ends the watches of those who became strangers.
    Mono<Void> part() {
        return partings.settle();
    }

    /// Whoever parted while the store was asked may be among the allowed ones; and the connection may have left.
    private void begin(Connection connection, Set<UserId> allowed, long partingsBefore) {
        watches.set(connection, allowed);
        if (!registry.isIn(connection)) {
            watches.clear(connection);
        }
        if (partings.count() != partingsBefore) {
            partings.doubt(connection.userId());
        }
    }

    private Mono<Void> tellAll(Connection connection, Set<UserId> users) {
        return leases.online(users)
                .doOnError(ignored -> distrust())
                .onErrorReturn(Set.of())
                .doOnNext(online -> known.firstLook(connection, users, judge(online)))
                .then();
    }

    private Mono<Void> settle(Collection<UserId> users) {
        if (users.isEmpty()) {
            return Mono.empty();
        }
        moved.removeAll(users);
        List<UserId> here = users.stream().filter(registry::isHere).toList();
        List<UserId> gone =
                users.stream().filter(user -> !registry.isHere(user)).toList();
        return leases.renew(here).then(leases.end(gone)).doOnError(ignored -> moved.addAll(users));
    }

    private void distrust() {
        allDue = true;
        trustedFrom = nanos.getAsLong() + GRACE.toNanos();
    }

    /// Judges by this answer of Redis.
    private BiPredicate<UserId, Boolean> judge(Set<UserId> leased) {
        return (user, before) -> leased.contains(user) || registry.isHere(user) || (isDistrusted() && before);
    }

    private boolean isDistrusted() {
        return nanos.getAsLong() - trustedFrom < 0;
    }
}
