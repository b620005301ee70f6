package chat.parley.messaging.log;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import java.util.List;

/// Consecutive entries of one conversation on their way to connections, encoded once.
///
/// @param firstSeq of the entries in `frame`
/// @param head the last of them
/// @param notices the notices among them, ascending; mostly empty
/// @param frame the `entries` event as UTF-8 JSON, shared by all who send it: never written to
@SuppressWarnings("ArrayRecordComponent") // shared bytes are the point; batches are never compared
public record Batch(ChatId chatId, long firstSeq, Head head, List<LogEntry.Notice> notices, byte[] frame) {
    public Batch {
        notices = List.copyOf(notices);
    }

    /// The last seq in `frame`.
    public long lastSeq() {
        return head.seq();
    }
}
