package chat.parley.messaging.log;

import chat.parley.protocol.id.ChatId;
import java.nio.ByteBuffer;
import org.bson.types.Binary;

/// The key of an entry in the store: conversation ‖ seq, big-endian, so that bytes sort as the log does.
final class EntryKey {
    private EntryKey() {}

    static Binary of(ChatId chatId, long seq) {
        return new Binary(ByteBuffer.allocate(ChatId.BYTES + Long.BYTES)
                .put(chatId.bytes())
                .putLong(seq)
                .array());
    }

    static ChatId chatId(Binary key) {
        byte[] bytes = new byte[ChatId.BYTES];
        ByteBuffer.wrap(key.getData()).get(bytes);
        return ChatId.of(bytes);
    }

    static long seq(Binary key) {
        return ByteBuffer.wrap(key.getData()).getLong(ChatId.BYTES);
    }
}
