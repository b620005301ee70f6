package chat.parley.messaging.membership;

import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.chat.Role;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.bson.Document;
import org.bson.types.Binary;

/// A row of collection `members`: one person in one conversation.
///
/// @param role while a member
/// @param visibleFrom the first entry that this person may read: who joins sees history from then on
/// @param receipt the person's watermarks
public record MemberDocument(ChatId chatId, UserId userId, Role role, long visibleFrom, Receipt receipt) {
    static final String GONE = "gone";

    static Binary key(ChatId chatId, UserId userId) {
        return new Binary(ByteBuffer.allocate(ChatId.BYTES + UserId.BYTES)
                .put(chatId.bytes())
                .put(userId.bytes())
                .array());
    }

    static MemberDocument read(Document document) {
        UserId userId = UserId.of(document.get("userId", Binary.class).getData());
        return new MemberDocument(
                ChatId.of(document.get("chatId", Binary.class).getData()),
                userId,
                Role.valueOf(document.getString("role").toUpperCase(Locale.ROOT)),
                number(document, "visibleFrom"),
                new Receipt(
                        userId,
                        number(document, "delivered"),
                        number(document, "read"),
                        number(document, "readOrdinal")));
    }

    private static long number(Document document, String field) {
        return document.get(field, Number.class).longValue();
    }
}
