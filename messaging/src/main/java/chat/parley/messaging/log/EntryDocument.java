package chat.parley.messaging.log;

import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.bson.BsonBinarySubType;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/// How an entry looks in collection `messages`.
final class EntryDocument {
    private EntryDocument() {}

    static Document write(StoredEntry stored) {
        LogEntry entry = stored.entry();
        Document document = new Document("_id", EntryKey.of(entry.chatId(), entry.seq()))
                .append("chatId", new Binary(entry.chatId().bytes()))
                .append("sender", new Binary(stored.sender().bytes()))
                .append("clientMessageId", uuid(stored.clientMessageId()))
                .append("digest", stored.digest().hex())
                .append("ordinal", entry.ordinal())
                .append("noticesSeq", stored.noticesSeq())
                .append("createdAt", Date.from(entry.createdAt()));
        return switch (entry) {
            case LogEntry.Message message ->
                document.append("messageType", message.messageType()).append("text", message.text());
            case LogEntry.Notice notice -> writeNotice(document, notice, stored.previousNotice());
        };
    }

    static StoredEntry read(Document document) {
        Binary key = binary(document, "_id");
        LogEntry entry = document.containsKey("notice") ? notice(document, key) : message(document, key);
        return new StoredEntry(
                entry,
                UserId.of(binary(document, "sender").getData()),
                readUuid(document),
                new Digest(string(document, "digest")),
                number(document, "noticesSeq"),
                document.containsKey("previousNotice") ? number(document, "previousNotice") : 0);
    }

    static Binary sender(Append append) {
        return new Binary(append.sender().bytes());
    }

    static Binary clientMessageId(Append append) {
        return uuid(append.clientMessageId());
    }

    private static Document writeNotice(Document document, LogEntry.Notice notice, long previousNotice) {
        return document.append("notice", notice.kind().name().toLowerCase(Locale.ROOT))
                .append(
                        "subjects",
                        notice.subjects().stream()
                                .map(user -> new Binary(user.bytes()))
                                .toList())
                .append("title", notice.title())
                .append("previousNotice", previousNotice);
    }

    private static LogEntry message(Document document, Binary key) {
        return new LogEntry.Message(
                EntryKey.chatId(key),
                EntryKey.seq(key),
                number(document, "ordinal"),
                UserId.of(binary(document, "sender").getData()),
                readUuid(document),
                string(document, "messageType"),
                string(document, "text"),
                createdAt(document));
    }

    private static LogEntry notice(Document document, Binary key) {
        ChatId chatId = EntryKey.chatId(key);
        List<UserId> subjects = document.getList("subjects", Binary.class).stream()
                .map(user -> UserId.of(user.getData()))
                .toList();
        return new LogEntry.Notice(
                chatId,
                EntryKey.seq(key),
                number(document, "ordinal"),
                NoticeKind.valueOf(string(document, "notice").toUpperCase(Locale.ROOT)),
                UserId.of(binary(document, "sender").getData()),
                subjects,
                title(document),
                createdAt(document));
    }

    private static @Nullable String title(Document document) {
        return document.getString("title");
    }

    private static Instant createdAt(Document document) {
        return document.getDate("createdAt").toInstant();
    }

    private static Binary uuid(UUID id) {
        return new Binary(
                BsonBinarySubType.UUID_STANDARD,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
    }

    private static UUID readUuid(Document document) {
        Object id = document.get("clientMessageId");
        if (id instanceof UUID uuid) {
            return uuid;
        }
        ByteBuffer bytes = ByteBuffer.wrap(binary(document, "clientMessageId").getData());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static Binary binary(Document document, String field) {
        return document.get(field, Binary.class);
    }

    private static String string(Document document, String field) {
        return document.getString(field);
    }

    private static long number(Document document, String field) {
        return document.get(field, Number.class).longValue();
    }
}
