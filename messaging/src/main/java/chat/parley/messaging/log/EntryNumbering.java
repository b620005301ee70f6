package chat.parley.messaging.log;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Makes the entry that would follow a head.
final class EntryNumbering {
    private EntryNumbering() {}

    static StoredEntry number(Head head, Roster roster, Append append, Digest digest, Instant now) {
        long seq = head.seq() + 1;
        Instant createdAt = now.truncatedTo(ChronoUnit.MILLIS);
        return switch (append) {
            case Append.Text text -> {
                LogEntry.Message message = new LogEntry.Message(
                        head.chatId(),
                        seq,
                        head.ordinal() + 1,
                        text.sender(),
                        text.clientMessageId(),
                        "text",
                        text.text(),
                        createdAt);
                yield new StoredEntry(message, text.sender(), text.clientMessageId(), digest, roster.asOf(), 0);
            }
            case Append.Notice notice -> {
                LogEntry.Notice entry = new LogEntry.Notice(
                        head.chatId(),
                        seq,
                        head.ordinal(),
                        notice.kind(),
                        notice.sender(),
                        notice.subjects(),
                        notice.title(),
                        createdAt);
                yield new StoredEntry(entry, notice.sender(), notice.clientMessageId(), digest, seq, roster.asOf());
            }
        };
    }
}
