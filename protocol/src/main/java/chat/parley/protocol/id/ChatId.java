package chat.parley.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;

/// Names a conversation. 12 random bytes; on the wire 24 lower-case hex digits.
///
/// Throws [chat.parley.protocol.error.InvalidInput] (`BAD_REQUEST`) for anything else.
public record ChatId(@JsonValue String value) implements Comparable<ChatId> {
    /// Length in bytes.
    public static final int BYTES = 12;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ChatId {
        HexId.check(value, BYTES, "chatId");
    }

    /// A new id; `random` decides how hard it is to guess.
    public static ChatId random(SecureRandom random) {
        return new ChatId(HexId.random(random, BYTES));
    }

    /// The id whose bytes these are.
    public static ChatId of(byte[] bytes) {
        return new ChatId(HexId.text(bytes));
    }

    /// The bytes behind the digits; a fresh array.
    public byte[] bytes() {
        return HexId.bytes(value);
    }

    @Override
    public int compareTo(ChatId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
