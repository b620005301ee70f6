package chat.parley.protocol;

import chat.parley.protocol.error.InvalidInput;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The checks that record constructors share. Each returns its value or throws [InvalidInput].
public final class Check {
    private Check() {}

    /// Refuses a field that is missing; JSON leaves it null whatever the type says.
    @CanIgnoreReturnValue
    public static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw InvalidInput.badRequest(name + " is missing");
        }
        return value;
    }

    /// Refuses a list that is missing, holds null, or is longer than `max`; returns an unmodifiable copy.
    public static <T> List<T> list(@Nullable List<T> values, int max, String name) {
        List<T> list = present(values, name);
        if (list.size() > max) {
            throw InvalidInput.badRequest(name + " holds more than " + max + " items");
        }
        list.forEach(value -> present(value, "an item of " + name));
        return List.copyOf(list);
    }

    /// Refuses a number outside `min..max`, both included.
    @CanIgnoreReturnValue
    public static long range(long value, long min, long max, String name) {
        if (value < min || value > max) {
            throw InvalidInput.badRequest(name + " must be between " + min + " and " + max);
        }
        return value;
    }

    /// Refuses text that is blank, longer than `max` code points, or holds half a surrogate pair, which JSON can name
    /// but
    /// UTF-8 cannot write. Nothing is trimmed.
    @CanIgnoreReturnValue
    public static String text(@Nullable String value, int max, String name) {
        String text = present(value, name);
        if (text.isBlank()) {
            throw InvalidInput.unprocessable(name + " must not be blank");
        }
        if (text.codePointCount(0, text.length()) > max) {
            throw InvalidInput.unprocessable(name + " must not be longer than " + max + " characters");
        }
        if (text.codePoints().anyMatch(Check::isHalfOfAPair)) {
            throw InvalidInput.unprocessable(name + " must be Unicode text");
        }
        return text;
    }

    /// As [#text], for one line: surrounding space is stripped, control characters are refused.
    public static String line(@Nullable String value, int max, String name) {
        String line = text(value, max, name).strip();
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw InvalidInput.unprocessable(name + " must not hold control characters");
        }
        return line;
    }

    private static boolean isHalfOfAPair(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
