package chat.parley.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;

/// Names a signed-in session of one device; a claim of the access token, not a secret. 16 random bytes; on the wire 32
/// lower-case hex digits.
///
/// Throws [chat.parley.protocol.error.InvalidInput] (`BAD_REQUEST`) for anything else.
public record SessionId(@JsonValue String value) implements Comparable<SessionId> {
    /// Length in bytes.
    public static final int BYTES = 16;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SessionId {
        HexId.check(value, BYTES, "sessionId");
    }

    /// A new id; `random` decides how hard it is to guess.
    public static SessionId random(SecureRandom random) {
        return new SessionId(HexId.random(random, BYTES));
    }

    /// The id whose bytes these are.
    public static SessionId of(byte[] bytes) {
        return new SessionId(HexId.text(bytes));
    }

    /// The bytes behind the digits; a fresh array.
    public byte[] bytes() {
        return HexId.bytes(value);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
