package chat.parley.embedded.mongo.key;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The types of values in the order in which MongoDB compares them.
///
/// The tags are part of the format on disk. They leave out 0x00, which ends what has no length, and 0xFF.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/">Comparison order</a>
enum BsonType {
    MIN_KEY(0x10),
    /// What an empty array leaves in an index.
    NOTHING(0x18),
    NULL(0x20),
    NUMBER(0x28),
    STRING(0x30),
    DOCUMENT(0x38),
    ARRAY(0x40),
    BINARY(0x48),
    OBJECT_ID(0x50),
    BOOLEAN(0x58),
    DATE(0x60),
    TIMESTAMP(0x68),
    REGULAR_EXPRESSION(0x70),
    CODE(0x78),
    MAX_KEY(0x80);

    private final byte tag;

    BsonType(int tag) {
        this.tag = (byte) tag;
    }

    byte tag() {
        return tag;
    }

    static BsonType of(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case Missing missing -> NULL;
            case EmptyArray empty -> NOTHING;
            case Number number -> NUMBER;
            case String text -> STRING;
            case Map<?, ?> document -> DOCUMENT;
            case Collection<?> array -> ARRAY;
            case BinData bytes -> BINARY;
            case UUID uuid -> BINARY;
            case LegacyUUID uuid -> BINARY;
            case ObjectId id -> OBJECT_ID;
            case Boolean truth -> BOOLEAN;
            case Instant date -> DATE;
            case BsonTimestamp timestamp -> TIMESTAMP;
            case BsonRegularExpression pattern -> REGULAR_EXPRESSION;
            case BsonJavaScript code -> CODE;
            case MinKey min -> MIN_KEY;
            case MaxKey max -> MAX_KEY;
            default -> throw new IllegalArgumentException("No BSON value: " + value.getClass());
        };
    }
}
