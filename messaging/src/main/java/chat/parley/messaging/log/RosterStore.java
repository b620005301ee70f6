package chat.parley.messaging.log;

import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import reactor.core.publisher.Mono;

/// Keeps what follows from notices where the rest of the service can read it. A projection: the log is the truth.
public interface RosterStore {
    /// The roster as last projected, [Roster#NOBODY] for a conversation without a projection.
    Mono<Roster> load(ChatId chatId);

    /// Writes what `notice` changed: from `before` to `after`. Repeating it, or coming late, changes nothing.
    Mono<Void> project(LogEntry.Notice notice, Roster before, Roster after);
}
