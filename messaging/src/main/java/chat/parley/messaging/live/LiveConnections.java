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
    private final Strangers strangers;
    private volatile boolean draining;

    LiveConnections(SessionParts parts, int capacity, int strangersPerAddress) {
        strangers = new Strangers(strangersPerAddress);
        this.parts = parts;
        this.capacity = capacity;
    }

    /// Whether there is room for one more.
    public boolean hasRoom() {
        return !draining && all.size() < capacity;
    }

    /// What one connection may say.
    public int framesPerSecond() {
        return parts.framesPerSecond();
    }

    /// Whether one more may come from this address, before it shows who it is.
    public boolean mayCome(String address) {
        return strangers.hasRoom(address);
    }

    /// A transport is connected, from this address. Told to come back later where there is no room after all.
    public ConnectionSession open(Wire wire, String address) {
        boolean welcome = strangers.came(address);
        ConnectionSession session = new ConnectionSession(wire, parts, () -> strangers.left(address));
        all.add(session);
        if (draining) {
            Drain.sendAway(session);
        } else if (all.size() > capacity) {
            session.close(CloseCode.TRY_LATER, "this node is full");
        } else if (!welcome) {
            session.close(CloseCode.RATE_LIMITED, "too many connections without a token from this address");
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

    /// Takes nobody any more.
    void refuse() {
        draining = true;
    }

    /// Takes them again.
    void reopen() {
        draining = false;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }
}
