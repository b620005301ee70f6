package chat.parley.messaging.live;

import chat.parley.messaging.fanout.Joined;
import chat.parley.messaging.log.Append;
import chat.parley.messaging.log.AppendOutcome;
import chat.parley.messaging.receipt.ReceiptOutcome;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/// What a live connection asks of the rest of messaging.
public interface Chats {
    /// Appends, in the order of subscription per conversation.
    Mono<AppendOutcome> append(ChatId chat, Append append);

    /// Entries `from..to` ascending, the first 100 of them.
    Mono<List<LogEntry>> read(ChatId chat, long from, long to);

    /// The heads of these conversations.
    Mono<List<Head>> heads(Collection<ChatId> chats);

    /// The conversations of a person.
    Mono<List<Joined>> of(UserId user);

    /// Since which entry this person is a member; empty for who is none.
    Mono<Joined> membership(ChatId chat, UserId user);

    /// All entries up to `upTo` reached a device of this member.
    Mono<ReceiptOutcome> delivered(ChatId chat, UserId user, long upTo);

    /// This member saw all entries up to `upTo`.
    Mono<ReceiptOutcome> read(ChatId chat, UserId user, long upTo);
}
