package chat.parley.messaging.fanout;

import chat.parley.messaging.connection.Frame;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;

/// What one node tells the others through Redis. A hint, never the truth: whoever misses one learns it from the store.
sealed interface Envelope {
    /// Entries that a node appended.
    ///
    /// @param notices whether there are notices among them, so that the frame has to be read
    record Entries(ChatId chat, long firstSeq, Head head, boolean notices, Frame frame) implements Envelope {}

    /// An event for everybody who follows a conversation.
    ///
    /// @param about who did it
    record ToChat(ChatId chat, UserId about, Frame frame) implements Envelope {}

    /// An event for every connection of a person.
    record ToUser(UserId user, Frame frame) implements Envelope {}

    /// A person became a member.
    record Added(UserId user, ChatId chat) implements Envelope {}

    /// A person is a member no longer.
    record Removed(UserId user, ChatId chat) implements Envelope {}
}
