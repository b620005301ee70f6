package chat.parley.messaging.conversation;

import chat.parley.protocol.chat.ChatKind;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LatestMessage;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/// A row of collection `chats`.
///
/// @param head a hint, never ahead of the log
/// @param users the first members in order of joining
/// @param activeAt time of the entry at `head`
record ChatDocument(
        ChatId id,
        ChatKind kind,
        @Nullable String title,
        int memberCount,
        List<UserId> users,
        Head head,
        @Nullable LatestMessage latest,
        Instant activeAt) {
    static ChatDocument read(Document row) {
        ChatId id = ChatId.of(row.get("_id", Binary.class).getData());
        Document head = row.get("head", Document.class);
        return new ChatDocument(
                id,
                ChatKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("title"),
                row.get("memberCount", Number.class).intValue(),
                row.getList("users", Binary.class).stream()
                        .map(user -> UserId.of(user.getData()))
                        .toList(),
                head == null ? new Head(id, 0, 0) : new Head(id, number(head, "seq"), number(head, "ordinal")),
                latest(row.get("latest", Document.class)),
                (head == null ? row.getDate("createdAt") : head.getDate("at")).toInstant());
    }

    private static @Nullable LatestMessage latest(@Nullable Document latest) {
        return latest == null
                ? null
                : new LatestMessage(
                        latest.getString("text"),
                        UserId.of(latest.get("sender", Binary.class).getData()),
                        number(latest, "seq"),
                        latest.getDate("at").toInstant());
    }

    private static long number(Document document, String field) {
        return document.get(field, Number.class).longValue();
    }
}
