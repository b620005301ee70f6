package chat.parley.messaging.connection;

import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.CloseCode;
import chat.parley.protocol.live.ServerEvent;
import reactor.core.publisher.Mono;

/// A live connection of a person who showed who they are. Equal only to itself.
public final class Connection implements Answers {
    private final String id;
    private final UserId userId;
    private final SessionId sessionId;
    private final Wire wire;

    public Connection(String id, UserId userId, SessionId sessionId, Wire wire) {
        this.id = id;
        this.userId = userId;
        this.sessionId = sessionId;
        this.wire = wire;
    }

    /// For logs and for the client's own reports.
    public String id() {
        return id;
    }

    /// Whose it is.
    public UserId userId() {
        return userId;
    }

    /// The signed-in session behind it.
    public SessionId sessionId() {
        return sessionId;
    }

    /// As [Wire#offer].
    public void offer(Frame frame) {
        wire.offer(frame);
    }

    @Override
    public void say(ServerEvent event) {
        wire.say(event);
    }

    /// As [Wire#drained].
    @Override
    public Mono<Void> drained() {
        return wire.drained();
    }

    /// As [Wire#close].
    public void close(CloseCode code, String reason) {
        wire.close(code, reason);
    }
}
