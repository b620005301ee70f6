package chat.parley.embedded.mongo.key;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes values as bytes that compare, unsigned and from the left, as MongoDB compares the values.
///
/// No value's bytes are the beginning of another's, so that compound keys are simply values in a row; a descending
/// field is written with all its bits turned. Numbers of all kinds are one order: a double, then what the double could
/// not hold of a long or a decimal. Part of the format on disk.
public final class KeyWriter {
    private static final byte END = 0;
    /// Behind a zero: whether the text ends there, or has that zero in it.
    private static final byte ENDED = 1;

    private static final byte ESCAPED = (byte) 0xFF;

    private static final byte EXACT = 0x40;
    private static final byte LESS = 0x3F;
    private static final byte MORE = 0x41;
    /// A decimal of 34 digits is three doubles; what were left after a fourth is too small for a double.
    private static final int MOST_REMAINDERS = 4;

    private static final byte BINARY_GENERIC = 0;
    private static final byte BINARY_OLD_UUID = 3;
    private static final byte BINARY_UUID = 4;

    private byte[] bytes = new byte[64];
    private int length;

    /// Begins with the number of a table; tables sort by it.
    @CanIgnoreReturnValue
    public KeyWriter table(int id) {
        fixed(id, Integer.BYTES);
        return this;
    }

    /// Appends bytes that were written before, as they are.
    @CanIgnoreReturnValue
    public KeyWriter raw(byte[] written) {
        ensure(written.length);
        System.arraycopy(written, 0, bytes, length, written.length);
        length += written.length;
        return this;
    }

    /// Appends a value of a document; anything else than BSON is an [IllegalArgumentException].
    @CanIgnoreReturnValue
    public KeyWriter value(@Nullable Object value, boolean ascending) {
        int start = length;
        value(value);
        if (!ascending) {
            for (int i = start; i < length; i++) {
                bytes[i] = (byte) ~bytes[i];
            }
        }
        return this;
    }

    /// Appends what all values of this one's type begin with.
    @CanIgnoreReturnValue
    public KeyWriter type(@Nullable Object value, boolean ascending) {
        byte tag = BsonType.of(value).tag();
        one(ascending ? tag : (byte) ~tag);
        return this;
    }

    /// How many bytes there are.
    public int length() {
        return length;
    }

    /// A copy of what was written so far.
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void value(@Nullable Object value) {
        BsonType type = BsonType.of(value);
        one(type.tag());
        switch (type) {
            case MIN_KEY, NOTHING, NULL, MAX_KEY -> {}
            case NUMBER -> number((Number) Objects.requireNonNull(value));
            case STRING -> text((String) Objects.requireNonNull(value));
            case DOCUMENT -> document((Map<?, ?>) Objects.requireNonNull(value));
            case ARRAY -> array((Collection<?>) Objects.requireNonNull(value));
            case BINARY -> binary(Objects.requireNonNull(value));
            case OBJECT_ID -> raw(((ObjectId) Objects.requireNonNull(value)).toByteArray());
            case BOOLEAN -> one((byte) ((Boolean) Objects.requireNonNull(value) ? 1 : 0));
            case DATE -> signed(((Instant) Objects.requireNonNull(value)).toEpochMilli());
            case TIMESTAMP -> fixed(((BsonTimestamp) Objects.requireNonNull(value)).getValue(), Long.BYTES);
            case REGULAR_EXPRESSION -> pattern((BsonRegularExpression) Objects.requireNonNull(value));
            case CODE -> text(((BsonJavaScript) Objects.requireNonNull(value)).getCode());
        }
    }

    private void number(Number number) {
        if (number instanceof Long large && !fitsADouble(large)) {
            decimal(BigDecimal.valueOf(large), MOST_REMAINDERS);
        } else if (number instanceof Decimal128 decimal && Double.isFinite(decimal.doubleValue())) {
            decimal(decimal.toBigDecimal(), MOST_REMAINDERS);
        } else {
            real(number.doubleValue());
            one(EXACT);
        }
    }

    private static boolean fitsADouble(long value) {
        return value != Long.MAX_VALUE && (long) (double) value == value;
    }

    private void decimal(BigDecimal value, int remainders) {
        double nearest = value.doubleValue();
        real(nearest);
        if (remainders == 0 || !Double.isFinite(nearest)) {
            one(EXACT);
            return;
        }
        BigDecimal rest = value.subtract(new BigDecimal(nearest));
        if (rest.signum() == 0) {
            one(EXACT);
        } else {
            one(rest.signum() < 0 ? LESS : MORE);
            decimal(rest, remainders - 1);
        }
    }

    /// NaN is the least of all numbers; both zeros are one.
    private void real(double value) {
        if (Double.isNaN(value)) {
            fixed(0, Long.BYTES);
            return;
        }
        long bits = Double.doubleToLongBits(value + 0.0);
        fixed(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE, Long.BYTES);
    }

    private void signed(long value) {
        fixed(value ^ Long.MIN_VALUE, Long.BYTES);
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ensure(2 * utf8.length + 2);
        for (byte b : utf8) {
            bytes[length++] = b;
            if (b == END) {
                bytes[length++] = ESCAPED;
            }
        }
        bytes[length++] = END;
        bytes[length++] = ENDED;
    }

    private void document(Map<?, ?> document) {
        document.forEach((name, value) -> {
            one(BsonType.of(value).tag());
            text(String.valueOf(name));
            value(value);
        });
        one(END);
    }

    private void array(Collection<?> array) {
        array.forEach(this::value);
        one(END);
    }

    private void binary(Object value) {
        switch (value) {
            case UUID uuid -> uuid(uuid, BINARY_UUID);
            case LegacyUUID old -> uuid(old.getUuid(), BINARY_OLD_UUID);
            default -> {
                byte[] data = ((BinData) value).getData();
                fixed(data.length, Integer.BYTES);
                one(BINARY_GENERIC);
                raw(data);
            }
        }
    }

    private void uuid(UUID uuid, byte subtype) {
        fixed(2 * Long.BYTES, Integer.BYTES);
        one(subtype);
        fixed(uuid.getMostSignificantBits(), Long.BYTES);
        fixed(uuid.getLeastSignificantBits(), Long.BYTES);
    }

    private void pattern(BsonRegularExpression pattern) {
        text(pattern.getPattern());
        text(Objects.requireNonNullElse(pattern.getOptions(), ""));
    }

    private void one(byte value) {
        ensure(1);
        bytes[length++] = value;
    }

    private void fixed(long value, int size) {
        ensure(size);
        for (int shift = (size - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
