package chat.parley.messaging.presence;

import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.connection.EventFrames;
import chat.parley.messaging.fanout.ConnectionRegistry;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.PresenceState;
import chat.parley.protocol.live.ServerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/// Who is online, for those who may know (C10).
///
/// Whoever is connected here is online, whatever Redis says. Of the others the last answer counts while Redis is away,
/// and for [#GRACE] after it came back, until every node renewed its leases.
public final class Presence {
    /// How long after an outage nobody is taken for offline.
    static final Duration GRACE = Duration.ofSeconds(12);

    private final ConnectionRegistry registry;
    private final Leases leases;
    private final Acquaintances acquaintances;
    private final LongSupplier nanos;
    private final Watches watches = new Watches();
    private final Map<UserId, Boolean> known = new ConcurrentHashMap<>();
    private final Set<UserId> moved = ConcurrentHashMap.newKeySet();
    private volatile long trustedFrom;
    private volatile boolean allDue;

    Presence(ConnectionRegistry registry, Leases leases, Acquaintances acquaintances, LongSupplier nanos) {
        this.registry = registry;
        this.leases = leases;
        this.acquaintances = acquaintances;
        this.nanos = nanos;
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

    /// Tells the state of these people now, and its changes from now on, instead of those named before. Strangers are
    /// left out.
    public Mono<Void> watch(Connection connection, List<UserId> users) {
        return acquaintances
                .among(connection.userId(), users)
                .doOnNext(allowed -> watches.set(connection, allowed))
                .flatMap(this::states)
                .doOnNext(states -> connection.offer(EventFrames.of(new ServerEvent.PresenceChanged(states))))
                .then();
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
        return Mono.defer(() -> leases.online(List.copyOf(watches.users())))
                .doOnNext(this::tellChanges)
                .doOnError(ignored -> distrust())
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

    private Mono<List<PresenceState>> states(Set<UserId> users) {
        return leases.online(users)
                .doOnError(ignored -> distrust())
                .map(online -> update(users, online))
                .onErrorResume(ignored -> Mono.fromSupplier(() -> update(users, Set.of())));
    }

    private List<PresenceState> update(Set<UserId> users, Set<UserId> online) {
        return users.stream()
                .map(user -> new PresenceState(user, judge(user, online.contains(user))))
                .toList();
    }

    private void tellChanges(Set<UserId> online) {
        Set<UserId> users = watches.users();
        Map<Connection, List<PresenceState>> changes = new HashMap<>();
        for (UserId user : users) {
            boolean before = known.getOrDefault(user, false);
            boolean now = judge(user, online.contains(user));
            if (before != now) {
                watches.of(user)
                        .forEach(watcher -> changes.computeIfAbsent(watcher, ignored -> new ArrayList<>())
                                .add(new PresenceState(user, now)));
            }
        }
        known.keySet().retainAll(users);
        changes.forEach((watcher, states) -> watcher.offer(EventFrames.of(new ServerEvent.PresenceChanged(states))));
    }

    /// Settles what is known of a person after this answer of Redis.
    private boolean judge(UserId user, boolean leased) {
        boolean online = leased || registry.isHere(user) || (isDistrusted() && known.getOrDefault(user, false));
        known.put(user, online);
        return online;
    }

    private boolean isDistrusted() {
        return nanos.getAsLong() - trustedFrom < 0;
    }
}
