package chat.parley.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;

/// Names an account. 12 random bytes; on the wire 24 lower-case hex digits.
///
/// Throws [chat.parley.protocol.error.InvalidInput] (`BAD_REQUEST`) for anything else.
public record UserId(@JsonValue String value) implements Comparable<UserId> {
    /// Length in bytes.
    public static final int BYTES = 12;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        HexId.check(value, BYTES, "userId");
    }

    /// A new id; `random` decides how hard it is to guess.
    public static UserId random(SecureRandom random) {
        return new UserId(HexId.random(random, BYTES));
    }

    /// The id whose bytes these are.
    public static UserId of(byte[] bytes) {
        return new UserId(HexId.text(bytes));
    }

    /// The bytes behind the digits; a fresh array.
    public byte[] bytes() {
        return HexId.bytes(value);
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
