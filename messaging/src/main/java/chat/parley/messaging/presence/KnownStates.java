package chat.parley.messaging.presence;

import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.connection.EventFrames;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.PresenceState;
import chat.parley.protocol.live.ServerEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/// What is known of those who are watched. A change is told to all who watch, whoever's look found it: the next look
/// finds none any more.
///
/// One look at a time, telling included, so that what a connection hears last is what is known. Nothing is waited for
/// inside. Bounded by those who are watched.
final class KnownStates {
    private final Watches watches;
    private final Map<UserId, Boolean> known = new HashMap<>();

    KnownStates(Watches watches) {
        this.watches = watches;
    }

    /// Judges these people anew and tells what changed.
    ///
    /// @param judge says of a person, and of whether that person was online so far, who is online now
    synchronized void look(Collection<UserId> users, BiPredicate<UserId, Boolean> judge) {
        Map<Connection, List<PresenceState>> changes = changes(users, judge);
        known.keySet().retainAll(watches.users());
        tell(changes);
    }

    /// As [#look], by a connection that hears of all of them, changed or not.
    synchronized void firstLook(Connection newcomer, Set<UserId> users, BiPredicate<UserId, Boolean> judge) {
        Map<Connection, List<PresenceState>> news = changes(users, judge);
        news.put(newcomer, users.stream().map(this::state).toList());
        tell(news);
    }

    private Map<Connection, List<PresenceState>> changes(Collection<UserId> users, BiPredicate<UserId, Boolean> judge) {
        Map<Connection, List<PresenceState>> changes = new HashMap<>();
        for (UserId user : users) {
            boolean before = isKnownOnline(user);
            known.put(user, judge.test(user, before));
            if (before != isKnownOnline(user)) {
                watches.of(user)
                        .forEach(watcher -> changes.computeIfAbsent(watcher, ignored -> new ArrayList<>())
                                .add(state(user)));
            }
        }
        return changes;
    }

    private PresenceState state(UserId user) {
        return new PresenceState(user, isKnownOnline(user));
    }

    private boolean isKnownOnline(UserId user) {
        return known.getOrDefault(user, false);
    }

    private static void tell(Map<Connection, List<PresenceState>> news) {
        news.forEach((watcher, states) -> watcher.offer(EventFrames.of(new ServerEvent.PresenceChanged(states))));
    }
}
