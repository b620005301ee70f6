package chat.parley.identity.audit;

import chat.parley.protocol.error.InvalidInput;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Names an entry: its time in milliseconds, then random bytes. So the order of ids is the order of time, but for
/// entries
/// of the same millisecond or of servers whose clocks differ.
record AuditId(String value) {
    private static final int TIME_BYTES = Long.BYTES;
    private static final int BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    /// Behind all of them.
    static final AuditId END = new AuditId("f".repeat(2 * BYTES));

    AuditId {
        if (!FORM.matcher(value).matches()) {
            throw InvalidInput.badRequest("before must be the id of an entry");
        }
    }

    static AuditId at(long millis, SecureRandom random) {
        byte[] tail = new byte[BYTES - TIME_BYTES];
        random.nextBytes(tail);
        return of(ByteBuffer.allocate(BYTES).putLong(millis).put(tail).array());
    }

    static AuditId of(byte[] bytes) {
        return new AuditId(HEX.formatHex(bytes));
    }

    byte[] bytes() {
        return HEX.parseHex(value);
    }
}
