package chat.parley.embedded.mongo.wire;

import static de.bwaldvogel.mongo.wire.BsonConstants.*;

import io.netty.buffer.ByteBuf;

/// Makes sure that a message is made of BSON, before the library decodes it: that believes every length it reads, and
/// follows documents within documents however deep they are.
///
/// @see <a href="https://bsonspec.org/spec.html">BSON</a>
final class BsonCheck {
    /// As with MongoDB, whose documentation promises half of it.
    private static final int MOST_DEPTH = 200;

    private static final int LEAST_DOCUMENT = 5;
    private static final int DECIMAL_BYTES = 16;

    private final ByteBuf in;

    BsonCheck(ByteBuf in) {
        this.in = in;
    }

    /// The documents of a message, alone or in rows.
    void sections(int start, int end) throws InvalidBson {
        int at = start;
        while (at < end) {
            at = in.getByte(at) == 0 ? document(at + 1, end, 0) : row(at + 1, end);
        }
    }

    private int row(int start, int end) throws InvalidBson {
        int rowEnd = start + size(start, end, Integer.BYTES);
        int at = text(start + Integer.BYTES, rowEnd);
        while (at < rowEnd) {
            at = document(at, rowEnd, 0);
        }
        return at;
    }

    private int document(int start, int end, int depth) throws InvalidBson {
        int bytes = size(start, end, LEAST_DOCUMENT);
        if (depth > MOST_DEPTH) {
            throw InvalidBson.tooDeep(MOST_DEPTH);
        }
        if (bytes > MAX_BSON_OBJECT_SIZE) {
            throw InvalidBson.tooLarge(bytes, MAX_BSON_OBJECT_SIZE);
        }
        int last = start + bytes - 1;
        int at = start + Integer.BYTES;
        while (at < last) {
            at = value(in.getByte(at), text(at + 1, last), last, depth);
        }
        return terminated(last);
    }

    private int value(byte type, int at, int end, int depth) throws InvalidBson {
        return switch (type) {
            case TYPE_UNDEFINED, TYPE_NULL, TYPE_MIN_KEY, TYPE_MAX_KEY -> at;
            case TYPE_BOOLEAN -> truth(at, end);
            case TYPE_INT32 -> skip(at, end, Integer.BYTES);
            case TYPE_DOUBLE, TYPE_UTC_DATETIME, TYPE_TIMESTAMP, TYPE_INT64 -> skip(at, end, Long.BYTES);
            case TYPE_DECIMAL128 -> skip(at, end, DECIMAL_BYTES);
            case TYPE_OBJECT_ID -> skip(at, end, LENGTH_OBJECTID);
            case TYPE_UTF8_STRING, TYPE_JAVASCRIPT_CODE, TYPE_SYMBOL -> string(at, end);
            case TYPE_DBPOINTER -> skip(string(at, end), end, LENGTH_OBJECTID);
            case TYPE_EMBEDDED_DOCUMENT, TYPE_ARRAY -> document(at, end, depth + 1);
            case TYPE_DATA -> binary(at, end);
            case TYPE_REGEX -> text(text(at, end), end);
            case TYPE_JAVASCRIPT_CODE_WITH_SCOPE -> skip(at, end, size(at, end, Integer.BYTES));
            default -> throw InvalidBson.because("Unrecognized BSON type " + (type & 0xFF));
        };
    }

    /// A length that counts itself.
    private int size(int at, int end, int least) throws InvalidBson {
        int ignored = skip(at, end, Integer.BYTES);
        int size = in.getIntLE(at);
        if (size < least || size > end - at) {
            throw InvalidBson.because("A length of " + size + " bytes where there are " + (end - at));
        }
        return size;
    }

    private int string(int at, int end) throws InvalidBson {
        int start = skip(at, end, Integer.BYTES);
        int bytes = in.getIntLE(at);
        if (bytes < 1) {
            throw InvalidBson.because("A text of " + bytes + " bytes");
        }
        return terminated(skip(start, end, bytes) - 1);
    }

    private int binary(int at, int end) throws InvalidBson {
        int start = skip(at, end, Integer.BYTES + 1);
        int bytes = in.getIntLE(at);
        if (bytes < 0) {
            throw InvalidBson.because("Data of " + bytes + " bytes");
        }
        return skip(start, end, bytes);
    }

    private int truth(int at, int end) throws InvalidBson {
        int next = skip(at, end, 1);
        if ((in.getByte(at) & ~1) != 0) {
            throw InvalidBson.because("Neither true nor false: " + in.getByte(at));
        }
        return next;
    }

    /// A text that ends with a zero.
    private int text(int at, int end) throws InvalidBson {
        int bytes = at < end ? in.bytesBefore(at, end - at, (byte) 0) : -1;
        if (bytes < 0) {
            throw InvalidBson.because("A text without an end");
        }
        return at + bytes + 1;
    }

    private int terminated(int at) throws InvalidBson {
        if (in.getByte(at) != 0) {
            throw InvalidBson.because("Not terminated with a zero");
        }
        return at + 1;
    }

    private static int skip(int at, int end, int bytes) throws InvalidBson {
        if (bytes > end - at) {
            throw InvalidBson.because("There are " + (end - at) + " bytes instead of " + bytes);
        }
        return at + bytes;
    }
}
