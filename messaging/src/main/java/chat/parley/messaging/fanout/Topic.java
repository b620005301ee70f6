package chat.parley.messaging.fanout;

import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;

/// What a Redis channel is about. The part of its name in braces spreads the channels over 256 slots of a cluster with
/// sharded pub/sub.
sealed interface Topic {
    /// The channel's name.
    String channel();

    /// A conversation.
    record Chat(ChatId id) implements Topic {
        @Override
        public String channel() {
            return slot(id.value()) + ":c:" + id;
        }
    }

    /// A person.
    record Person(UserId id) implements Topic {
        @Override
        public String channel() {
            return slot(id.value()) + ":u:" + id;
        }
    }

    /// Ids are random, so their last byte spreads well.
    private static String slot(String id) {
        return "{p" + Integer.parseInt(id.substring(id.length() - 2), 16) + "}";
    }
}
