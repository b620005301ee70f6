package chat.parley.messaging.fanout;

import chat.parley.messaging.connection.Connection;
import chat.parley.protocol.Limits;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// This node's connections, by person and by conversation. Safe from any thread.
///
/// Bounded by what a person may have: `perUser` connections, [Limits#CHATS_PER_USER] conversations each.
public final class ConnectionRegistry {
    private final ConcurrentMap<UserId, Set<Connection>> byUser = new ConcurrentHashMap<>();
    /// With the first entry that each connection may see.
    private final ConcurrentMap<ChatId, ConcurrentMap<Connection, Long>> byChat = new ConcurrentHashMap<>();
    private final ConcurrentMap<Connection, Set<ChatId>> chats = new ConcurrentHashMap<>();
    private final int perUser;

    public ConnectionRegistry(int perUser) {
        this.perUser = perUser;
    }

    /// Lets a connection in, unless its person has as many as allowed.
    public boolean enter(Connection connection) {
        chats.put(connection, ConcurrentHashMap.newKeySet());
        Set<Connection> all = byUser.compute(connection.userId(), (key, set) -> withRoom(set, connection));
        if (all.contains(connection)) {
            return true;
        }
        chats.remove(connection);
        return false;
    }

    /// Whether it was let in and has not left.
    public boolean isIn(Connection connection) {
        return chats.containsKey(connection);
    }

    /// Takes a connection out of everything; whatever is subscribed for it later has no effect.
    public void leave(Connection connection) {
        Set<ChatId> subscribed = chats.remove(connection);
        if (subscribed == null) {
            return;
        }
        subscribed.forEach(chat -> dropFromChat(chat, connection));
        drop(byUser, connection.userId(), connection);
    }

    /// From now on this connection gets what happens in this conversation, and of its log what is for its person to
    /// read. False when it did already, when it left, or when it has too many.
    @CanIgnoreReturnValue
    public boolean subscribe(Connection connection, Joined joined) {
        ChatId chat = joined.chatId();
        boolean[] added = new boolean[1];
        chats.computeIfPresent(connection, (key, subscribed) -> {
            added[0] = subscribed.size() < Limits.CHATS_PER_USER && subscribed.add(chat);
            if (added[0]) {
                byChat.compute(chat, (same, all) -> with(all, connection, joined.visibleFrom()));
            }
            return subscribed;
        });
        return added[0];
    }

    /// Ends that, at once. False when there was nothing to end.
    @CanIgnoreReturnValue
    public boolean unsubscribe(Connection connection, ChatId chat) {
        boolean[] removed = new boolean[1];
        chats.computeIfPresent(connection, (key, subscribed) -> {
            removed[0] = subscribed.remove(chat);
            dropFromChat(chat, connection);
            return subscribed;
        });
        return removed[0];
    }

    /// Whether this connection gets what happens in this conversation.
    public boolean isSubscribed(Connection connection, ChatId chat) {
        Map<Connection, Long> readers = byChat.get(chat);
        return readers != null && readers.containsKey(connection);
    }

    /// Whether anybody here follows this conversation.
    boolean isWanted(ChatId chat) {
        return byChat.containsKey(chat);
    }

    /// Whether this person has a connection here.
    public boolean isHere(UserId user) {
        return byUser.containsKey(user);
    }

    /// This person's connections here; a live view.
    public Collection<Connection> of(UserId user) {
        return byUser.getOrDefault(user, Set.of());
    }

    /// The connections that follow this conversation; a live view.
    public Collection<Connection> of(ChatId chat) {
        ConcurrentMap<Connection, Long> readers = byChat.get(chat);
        return readers == null ? Set.of() : readers.keySet();
    }

    /// Calls this for the connections that may see entries of this conversation from `firstSeq` on.
    void forEachReader(ChatId chat, long firstSeq, Consumer<Connection> action) {
        ConcurrentMap<Connection, Long> readers = byChat.get(chat);
        if (readers != null) {
            readers.forEach((connection, visibleFrom) -> {
                if (visibleFrom <= firstSeq) {
                    action.accept(connection);
                }
            });
        }
    }

    /// The conversations of this connection; a live view.
    public Collection<ChatId> chatsOf(Connection connection) {
        return chats.getOrDefault(connection, Set.of());
    }

    /// Everybody who is here; a live view.
    public Collection<UserId> users() {
        return byUser.keySet();
    }

    /// Calls this for every connection.
    public void forEach(Consumer<Connection> action) {
        chats.keySet().forEach(action);
    }

    /// How many connections there are.
    public int size() {
        return chats.size();
    }

    private Set<Connection> withRoom(@Nullable Set<Connection> set, Connection connection) {
        return set != null && set.size() >= perUser ? set : with(set, connection);
    }

    private static Set<Connection> with(@Nullable Set<Connection> set, Connection connection) {
        Set<Connection> all = set == null ? ConcurrentHashMap.newKeySet() : set;
        all.add(connection);
        return all;
    }

    private static ConcurrentMap<Connection, Long> with(
            @Nullable ConcurrentMap<Connection, Long> readers, Connection connection, long visibleFrom) {
        ConcurrentMap<Connection, Long> all = readers == null ? new ConcurrentHashMap<>() : readers;
        all.put(connection, visibleFrom);
        return all;
    }

    private void dropFromChat(ChatId chat, Connection connection) {
        byChat.computeIfPresent(chat, (same, readers) -> {
            readers.remove(connection);
            return readers.isEmpty() ? null : readers;
        });
    }

    private static <K> void drop(ConcurrentMap<K, Set<Connection>> map, K key, Connection connection) {
        map.computeIfPresent(key, (same, set) -> without(set, connection));
    }

    private static @Nullable Set<Connection> without(Set<Connection> set, Connection connection) {
        set.remove(connection);
        return set.isEmpty() ? null : set;
    }
}
