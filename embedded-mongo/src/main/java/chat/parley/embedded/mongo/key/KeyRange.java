package chat.parley.embedded.mongo.key;

import java.util.Arrays;

/// Keys from `from`, included, to `to`, not included.
public final class KeyRange implements Comparable<KeyRange> {
    private final byte[] from;
    private final byte[] to;

    private KeyRange(byte[] from, byte[] to) {
        this.from = from;
        this.to = to;
    }

    /// Between two keys that are not changed any more.
    public static KeyRange between(byte[] from, byte[] to) {
        return new KeyRange(from, to);
    }

    /// All keys that begin so.
    public static KeyRange startingWith(byte[] prefix) {
        return new KeyRange(prefix, after(prefix));
    }

    /// From the first key that begins with the one to the last that begins with the other.
    public static KeyRange spanning(byte[] first, byte[] last) {
        return new KeyRange(first, after(last));
    }

    /// The first key.
    public byte[] from() {
        return from;
    }

    /// The first key that is no longer part of it.
    public byte[] to() {
        return to;
    }

    /// Whether this key is in it.
    public boolean contains(byte[] key) {
        return Arrays.compareUnsigned(from, key) <= 0 && Arrays.compareUnsigned(key, to) < 0;
    }

    /// Whether no key can be in it.
    public boolean isEmpty() {
        return Arrays.compareUnsigned(from, to) >= 0;
    }

    @Override
    public int compareTo(KeyRange other) {
        return Arrays.compareUnsigned(from, other.from);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyRange range && Arrays.equals(from, range.from) && Arrays.equals(to, range.to);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
    }

    /// The first key after all that begin so. Never asked for a prefix of nothing but 0xFF: tables begin with a number.
    private static byte[] after(byte[] prefix) {
        int last = prefix.length - 1;
        while (prefix[last] == (byte) 0xFF) {
            last--;
        }
        byte[] after = Arrays.copyOf(prefix, last + 1);
        after[last]++;
        return after;
    }
}
