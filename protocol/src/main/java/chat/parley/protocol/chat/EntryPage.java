package chat.parley.protocol.chat;

import chat.parley.protocol.id.ChatId;
import java.util.List;

/// A page of history: consecutive entries in ascending order of seq.
///
/// @param entries at most 100
/// @param head the newest seq of the conversation at the time of the answer
public record EntryPage(ChatId chatId, List<LogEntry> entries, long head) {
    public EntryPage {
        entries = List.copyOf(entries);
    }
}
