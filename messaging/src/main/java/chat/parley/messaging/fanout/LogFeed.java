package chat.parley.messaging.fanout;

import chat.parley.messaging.log.Batch;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/// The log as the fan-out sees it: it takes hints, and follows for us what somebody here reads.
public interface LogFeed {
    /// A batch that another node appended; comes back in order, or not at all.
    void received(Batch batch);

    /// The heads of these conversations, as the log says.
    Mono<List<Head>> heads(Collection<ChatId> chats);

    /// Keep this conversation up to date here, from behind this head. Harmless to repeat.
    /// Throws when this node has too many in hand already: then try again later.
    void interested(ChatId chat, Head known);

    /// Nobody here reads it any more.
    void uninterested(ChatId chat);

    /// Hints may have been lost: compare with the store.
    Mono<Void> checkHeads();
}
