package chat.parley.identity.session;

import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;

/// A session that was opened or refreshed.
///
/// @param refreshToken for the cookie; a secret
public record Grant(UserId userId, SessionId sessionId, String refreshToken) {
    /// Without the token.
    @Override
    public String toString() {
        return "Grant[userId=" + userId + "]";
    }
}
