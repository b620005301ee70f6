package chat.parley.messaging.fanout;

import chat.parley.protocol.id.UserId;

/// Hears of those who are no longer members of a conversation, on each node that follows the conversation or the
/// person.
@FunctionalInterface
public interface Departures {
    /// This person is no longer in some conversation; perhaps said more than once. Called where the log is applied:
    /// must
    /// not block and must not throw.
    void departed(UserId user);
}
