package chat.parley.protocol.chat;

import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.MessageId;
import chat.parley.protocol.id.UserId;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One entry of a conversation's log.
///
/// `seq` counts from 1 without holes and never changes. `ordinal` is the number of countable entries (messages) up to
/// and including this one: unread = ordinal at the head − ordinal at the read cursor.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface LogEntry {
    /// The conversation.
    ChatId chatId();

    /// Position in the log, from 1.
    long seq();

    /// Countable entries up to here.
    long ordinal();

    /// When the server took it, by the server's clock; for people, never for order.
    Instant createdAt();

    /// The name for people and links.
    default MessageId id() {
        return new MessageId(chatId(), seq());
    }

    /// Something that a person wrote.
    ///
    /// @param sender who wrote it
    /// @param clientMessageId the id under which the sender may repeat it
    /// @param messageType `text`; images follow
    /// @param text as written, markdown left alone
    @JsonTypeName("message")
    record Message(
            ChatId chatId,
            long seq,
            long ordinal,
            UserId sender,
            UUID clientMessageId,
            String messageType,
            String text,
            Instant createdAt)
            implements LogEntry {}

    /// Something that happened to the conversation.
    ///
    /// @param actor who did it
    /// @param subjects whom it concerns; empty for `renamed`
    /// @param title the new title of `created` (groups) and `renamed`; else absent
    @JsonTypeName("notice")
    record Notice(
            ChatId chatId,
            long seq,
            long ordinal,
            NoticeKind kind,
            UserId actor,
            List<UserId> subjects,
            @Nullable String title,
            Instant createdAt)
            implements LogEntry {
        public Notice {
            subjects = List.copyOf(subjects);
        }
    }
}
