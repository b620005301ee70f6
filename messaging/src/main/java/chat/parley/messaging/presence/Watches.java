package chat.parley.messaging.presence;

import chat.parley.messaging.connection.Connection;
import chat.parley.protocol.id.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which connection watches whom. Bounded by 200 people per connection. Safe from any thread.
final class Watches {
    private final Map<Connection, Set<UserId>> watched = new ConcurrentHashMap<>();
    private final Map<UserId, Set<Connection>> watchers = new ConcurrentHashMap<>();

    /// From now on this connection watches these people and nobody else.
    void set(Connection connection, Set<UserId> users) {
        watched.compute(connection, (key, before) -> replaced(connection, before, users));
    }

    /// This connection watches nobody any more.
    void clear(Connection connection) {
        set(connection, Set.of());
    }

    /// This connection no longer watches these people.
    void end(Connection connection, Set<UserId> users) {
        watched.computeIfPresent(connection, (key, before) -> replaced(connection, before, without(before, users)));
    }

    /// Whom this connection watches.
    Set<UserId> by(Connection connection) {
        return watched.getOrDefault(connection, Set.of());
    }

    /// Everybody who is watched.
    Set<UserId> users() {
        return watchers.keySet();
    }

    /// Who watches this person.
    Collection<Connection> of(UserId user) {
        return watchers.getOrDefault(user, Set.of());
    }

    /// Whether anybody watches this person.
    boolean isWatched(UserId user) {
        return watchers.containsKey(user);
    }

    /// Who stays is never taken out: a change at that moment would not be told.
    private @Nullable Set<UserId> replaced(Connection connection, @Nullable Set<UserId> before, Set<UserId> users) {
        if (before != null) {
            without(before, users)
                    .forEach(user -> watchers.computeIfPresent(user, (key, all) -> without(all, connection)));
        }
        users.forEach(user -> watchers.compute(user, (key, all) -> with(all, connection)));
        return users.isEmpty() ? null : users;
    }

    private static Set<Connection> with(@Nullable Set<Connection> before, Connection connection) {
        Set<Connection> all = before == null ? ConcurrentHashMap.newKeySet() : before;
        all.add(connection);
        return all;
    }

    private static @Nullable Set<Connection> without(Set<Connection> all, Connection connection) {
        all.remove(connection);
        return all.isEmpty() ? null : all;
    }

    private static Set<UserId> without(Set<UserId> all, Set<UserId> some) {
        return all.stream().filter(user -> !some.contains(user)).collect(Collectors.toUnmodifiableSet());
    }
}
