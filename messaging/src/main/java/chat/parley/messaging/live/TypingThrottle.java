package chat.parley.messaging.live;

import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.live.ClientCommand;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets "is writing" through once in 3 s per conversation, and "stopped" once after it. For one thread at a time.
final class TypingThrottle {
    private static final long PERIOD =
            Duration.ofSeconds(3).toNanos() - Duration.ofMillis(200).toNanos();
    private static final int CHATS = 16;

    private final Map<ChatId, Long> told = new LinkedHashMap<>();

    boolean passes(ClientCommand.Typing typing, long now) {
        if (!typing.active()) {
            return told.remove(typing.chatId()) != null;
        }
        Long last = told.get(typing.chatId());
        if (last != null && now - last < PERIOD) {
            return false;
        }
        remember(typing.chatId(), now);
        return true;
    }

    private void remember(ChatId chat, long now) {
        told.remove(chat);
        if (told.size() >= CHATS) {
            told.remove(told.keySet().iterator().next());
        }
        told.put(chat, now);
    }
}
