package chat.parley.cli.talk;

import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.id.UserId;

/// Who looks at a conversation. Called by one thread at a time, which must not be held up.
interface Viewer {
    /// The next entry: each once, in order.
    void entry(LogEntry entry);

    /// Somebody's watermarks grew.
    default void receipt(Receipt receipt) {}

    /// Somebody is writing, or stopped.
    default void typing(UserId userId, boolean active) {}

    /// How the connection does, in a few words.
    default void status(String status) {}

    /// One that only waits for its own messages' outcomes.
    static Viewer nobody() {
        return entry -> {};
    }
}
