package chat.parley.protocol.id;

import chat.parley.protocol.error.InvalidInput;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.security.SecureRandom;
import java.util.HexFormat;

/// How the ids look on the wire: lower-case hex of a fixed number of random bytes.
final class HexId {
    private static final HexFormat HEX = HexFormat.of();

    private HexId() {}

    static String random(SecureRandom random, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HEX.formatHex(value);
    }

    @CanIgnoreReturnValue
    static String check(String value, int bytes, String name) {
        if (value.length() != 2 * bytes || !isLowerHex(value)) {
            throw InvalidInput.badRequest(name + " must be " + 2 * bytes + " lower-case hexadecimal digits");
        }
        return value;
    }

    static byte[] bytes(String value) {
        return HEX.parseHex(value);
    }

    static String text(byte[] value) {
        return HEX.formatHex(value);
    }

    private static boolean isLowerHex(String value) {
        return value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
