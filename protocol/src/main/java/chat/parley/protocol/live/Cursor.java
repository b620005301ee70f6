package chat.parley.protocol.live;

import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.id.ChatId;

/// How far a client is in one conversation. Means the same on every node and never expires.
///
/// @param seq the last entry that the client holds without a gap before it; 0 for none
public record Cursor(ChatId chatId, long seq) {
    public Cursor {
        Check.present(chatId, "chatId");
        Check.range(seq, 0, Long.MAX_VALUE - Limits.PAGE_ENTRIES - 1, "seq");
    }
}
