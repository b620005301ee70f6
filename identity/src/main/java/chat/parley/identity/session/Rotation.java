package chat.parley.identity.session;

import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;

/// What came of presenting a refresh token.
sealed interface Rotation {
    /// No such family: expired, signed out, or invented.
    record Unknown() implements Rotation {}

    /// Current, or the one before within its grace.
    record Rotated(UserId userId, SessionId sessionId) implements Rotation {}

    /// An old one: somebody has a copy. The family is gone.
    record Reused(UserId userId, SessionId sessionId) implements Rotation {}
}
