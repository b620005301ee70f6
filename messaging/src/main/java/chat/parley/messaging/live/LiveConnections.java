package chat.parley.messaging.live;

import chat.parley.messaging.connection.Wire;
import chat.parley.protocol.live.CloseCode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// All live connections of this node, let in or not yet. Bounded; when full, or on the way out, nobody more is taken.
public final class LiveConnections {
    private final Set<ConnectionSession> all = ConcurrentHashMap.newKeySet();
    private final SessionParts parts;
    private final int capacity;
    private volatile boolean draining;

    LiveConnections(SessionParts parts, int capacity) {
        this.parts = parts;
        this.capacity = capacity;
    }

    /// Whether there is room for one more.
    public boolean hasRoom() {
        return !draining && all.size() < capacity;
    }

    /// A transport is connected. Told to come back later where there is no room after all.
    public ConnectionSession open(Wire wire) {
        ConnectionSession session = new ConnectionSession(wire, parts);
        all.add(session);
        if (draining) {
            session.close(CloseCode.DRAINING, "this node is going away");
        }
        return session;
    }

    /// The transport is gone.
    public void closed(ConnectionSession session) {
        all.remove(session);
        session.ended();
    }

    /// Calls this for each.
    void forEach(Consumer<ConnectionSession> action) {
        all.forEach(action);
    }

    /// Those that were let in.
    Stream<Admitted> admitted() {
        return all.stream().map(ConnectionSession::admitted).flatMap(Optional::stream);
    }

    /// Closes those that were let in and for whom this holds.
    void closeIf(Predicate<Admitted> condition, CloseCode code, String reason) {
        all.stream()
                .filter(session -> session.admitted().filter(condition).isPresent())
                .forEach(session -> session.close(code, reason));
    }

    /// Sends everybody away, and takes nobody any more.
    void drain() {
        draining = true;
        all.forEach(session -> session.close(CloseCode.DRAINING, "this node is going away"));
    }

    /// Takes them again, after a drain.
    void reopen() {
        draining = false;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }
}
