package chat.parley.messaging.log;

import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.id.UserId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody wants to add to a log. Named by (conversation, sender, clientMessageId) for the life of the entry.
public sealed interface Append {
    /// Who asks.
    UserId sender();

    /// The id under which the asker may repeat it.
    UUID clientMessageId();

    /// A message.
    record Text(UserId sender, UUID clientMessageId, String text) implements Append {}

    /// A change of the conversation itself.
    record Notice(
            UserId sender,
            UUID clientMessageId,
            NoticeKind kind,
            List<UserId> subjects,
            @Nullable String title) implements Append {
        public Notice {
            subjects = List.copyOf(subjects);
        }
    }
}
