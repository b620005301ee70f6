package chat.parley.cli.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// The `clientMessageId`s of one run. Each holds when its message was meant to be sent and its number in its room, so
/// that
/// whoever receives it needs no table to know both.
///
/// A UUID of version 8: 60 bits name the run; the other half has 36 bits of microseconds since the run began and 26
/// bits
/// of number.
final class MessageNames {
    /// Numbers of messages of one room in one run.
    static final int MOST = 1 << 26;
    /// No message of this run.
    static final long FOREIGN = -1;
    /// Characters of a UUID.
    static final int LENGTH = 36;

    private static final int NUMBER_BITS = 26;
    private static final long MICROS_MASK = (1L << 36) - 1;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long LOW_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final int PREFIX = 19;
    private static final int DASH = 23;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] prefix;
    private final long start;

    /// @param run random
    /// @param start of the run, by the clock of [System#nanoTime]
    MessageNames(long run, long start) {
        String digits = String.format(Locale.ROOT, "%016x", run);
        prefix = (digits.substring(0, 8) + "-" + digits.substring(8, 12) + "-8" + digits.substring(13) + "-")
                .getBytes(StandardCharsets.US_ASCII);
        this.start = start;
    }

    /// What a message is called inside this program: its time and number.
    long name(long intendedNanos, int number) {
        long micros = ((intendedNanos - start) / 1_000) & MICROS_MASK;
        return (micros << NUMBER_BITS) | number;
    }

    static int number(long name) {
        return (int) (name & (MOST - 1));
    }

    /// When it was meant to be sent, to the microsecond.
    long intendedNanos(long name) {
        return start + (name >>> NUMBER_BITS) * 1_000;
    }

    /// Writes the UUID of this name.
    void write(long name, byte[] to, int offset) {
        System.arraycopy(prefix, 0, to, offset, PREFIX);
        long low = VARIANT | (name & LOW_MASK);
        int at = offset + LENGTH;
        for (int digit = 0; digit < 16; digit++) {
            at--;
            if (at == offset + DASH) {
                to[at] = '-';
                at--;
            }
            to[at] = HEX[(int) (low & 0xF)];
            low >>>= 4;
        }
    }

    /// The name behind these 36 bytes, or [#FOREIGN].
    long read(byte[] from, int offset) {
        if (!Arrays.equals(from, offset, offset + PREFIX, prefix, 0, PREFIX)) {
            return FOREIGN;
        }
        long low = 0;
        for (int at = offset + PREFIX; at < offset + LENGTH; at++) {
            if (at != offset + DASH) {
                low = (low << 4) | Character.digit(from[at], 16);
            }
        }
        return low & LOW_MASK;
    }
}
