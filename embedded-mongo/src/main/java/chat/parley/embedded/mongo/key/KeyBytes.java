package chat.parley.embedded.mongo.key;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes of a [KeyWriter] as a value: equal and ordered as the table sorts them. Not changed any more.
public final class KeyBytes implements Comparable<KeyBytes> {
    private final byte[] bytes;

    /// Takes the bytes over.
    public KeyBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The bytes themselves.
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int compareTo(KeyBytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyBytes key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
