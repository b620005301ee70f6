package chat.parley.messaging.live;

import chat.parley.edge.token.AccessToken;
import chat.parley.messaging.connection.Connection;

/// A connection that was let in, and the token it last showed.
public record Admitted(Connection connection, AccessToken token) {
    /// Whether this token is of the same person's same session.
    boolean isSameSession(AccessToken other) {
        return token.userId().equals(other.userId()) && token.sessionId().equals(other.sessionId());
    }
}
