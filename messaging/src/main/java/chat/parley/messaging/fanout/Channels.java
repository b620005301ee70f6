package chat.parley.messaging.fanout;

import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;

/// The names of Redis channels. The part in braces spreads them over 256 slots of a cluster with sharded pub/sub.
final class Channels {
    private static final String CHAT = ":c:";
    private static final int ID_DIGITS = 2 * ChatId.BYTES;

    private Channels() {}

    static String of(ChatId chat) {
        return slot(chat.value()) + CHAT + chat;
    }

    static String of(UserId user) {
        return slot(user.value()) + ":u:" + user;
    }

    static boolean isChat(String channel) {
        return channel.startsWith(CHAT, channel.length() - ID_DIGITS - CHAT.length());
    }

    static ChatId chat(String channel) {
        return new ChatId(channel.substring(channel.length() - ID_DIGITS));
    }

    /// Ids are random, so their last byte spreads well.
    private static String slot(String id) {
        return "{p" + Integer.parseInt(id.substring(id.length() - 2), 16) + "}";
    }
}
