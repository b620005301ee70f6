package chat.parley.messaging.fanout;

import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.ServerEvent;

/// Events that are not in the log: receipts, typing, memberships. Best effort; whoever misses one finds out by the
/// store. Never blocks, never throws, bounded: what does not fit is dropped.
public interface Signals {
    /// To every connection of this conversation, on all nodes, but for those of people who have nothing to do with the
    /// one whom it is about.
    void toChat(ChatId chatId, UserId about, ServerEvent event);

    /// To every connection of this person, on all nodes.
    void toUser(UserId userId, ServerEvent event);
}
