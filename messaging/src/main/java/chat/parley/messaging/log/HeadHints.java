package chat.parley.messaging.log;

import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Where the heads of conversations can be read in one query. Hints: behind after a crash, never ahead of the log.
public interface HeadHints {
    /// A hint as stored.
    record Hint(ChatId chatId, long seq, long ordinal) {}

    /// Notes a head and the newest message before it as preview, unless newer ones are known.
    Mono<Void> note(LogEntry head, LogEntry.@Nullable Message preview);

    /// The hints of these conversations; those without one are left out.
    Mono<List<Hint>> hints(Collection<ChatId> chats);
}
