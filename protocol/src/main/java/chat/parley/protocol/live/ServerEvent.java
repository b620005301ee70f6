package chat.parley.protocol.live;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.error.ErrorCode;
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

/// What a server says on a live connection, one JSON object a frame, told apart by `type`.
///
/// Clients ignore fields that they do not know and events whose type they do not know.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ServerEvent {
    /// The answer to `hello`; live events follow.
    ///
    /// @param heartbeatMs how often a `heartbeat` comes, in milliseconds; three missed mean a dead connection
    /// @param tokenExpiresAt send `renew` before then
    @JsonTypeName("welcome")
    record Welcome(String connectionId, UserId userId, long heartbeatMs, Instant tokenExpiresAt)
            implements ServerEvent {}

    /// After `welcome`: the heads of all conversations of this person, in frames of at most 200.
    ///
    /// @param more false in the last frame
    @JsonTypeName("heads")
    record Heads(List<Head> heads, boolean more) implements ServerEvent {}

    /// Consecutive entries, live or on request. A client shows each seq once, and asks by `resume` when one is missing.
    ///
    /// @param more true when the log goes on behind them: ask again from the last one
    @JsonTypeName("entries")
    record Entries(ChatId chatId, List<LogEntry> entries, boolean more) implements ServerEvent {}

    /// A send is durable and in the history of every member.
    ///
    /// @param duplicate true when this id was stored before
    @JsonTypeName("ack")
    record Ack(ChatId chatId, UUID clientMessageId, MessageId id, long seq, Instant createdAt, boolean duplicate)
            implements ServerEvent {}

    /// A member's watermarks grew.
    @JsonTypeName("receipt")
    record ReceiptMoved(ChatId chatId, Receipt receipt) implements ServerEvent {}

    /// A member is writing, or stopped. Forget it after 6 s without repetition.
    @JsonTypeName("typing")
    record TypingChanged(ChatId chatId, UserId userId, boolean active) implements ServerEvent {}

    /// Presence of watched people: all of them in answer to `presence`, then changes.
    @JsonTypeName("presence")
    record PresenceChanged(List<PresenceState> users) implements ServerEvent {}

    /// The person is now a member; fetch the conversation.
    @JsonTypeName("added")
    record Added(ChatId chatId) implements ServerEvent {}

    /// The person is no longer a member; nothing more comes from it.
    @JsonTypeName("removed")
    record Removed(ChatId chatId) implements ServerEvent {}

    /// Every 10 s, with heads that changed since the last one: a lost last entry is found although nothing follows it.
    @JsonTypeName("heartbeat")
    record Heartbeat(List<Head> heads) implements ServerEvent {}

    /// The server cannot go on from where the client is: load the newest page again.
    @JsonTypeName("resync")
    record Resync(ChatId chatId) implements ServerEvent {}

    /// The answer to `ping`.
    @JsonTypeName("pong")
    record Pong() implements ServerEvent {}

    /// A refused command.
    ///
    /// @param message for people, in English
    /// @param ref the clientMessageId of a refused send; else absent
    /// @param chatId the conversation concerned, where there is one
    /// @param retryAfterMs when to try again, in milliseconds; absent where repeating does not help
    @JsonTypeName("error")
    record Refused(
            ErrorCode code,
            String message,
            @Nullable UUID ref,
            @Nullable ChatId chatId,
            @Nullable Long retryAfterMs) implements ServerEvent {}
}
