package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Documents as they are stored: BSON.
final class Records {
    private static final int TOO_LARGE = 10334;
    private static final int USUAL_BYTES = 512;

    private Records() {}

    private static final String ID = "_id";

    private static final int TOO_DEEP = 15;
    /// As in a message.
    private static final int MOST_DEPTH = 200;

    /// The id comes first.
    ///
    /// @throws MongoServerError if it is larger than MongoDB's 16 MB, or nested too deep
    static byte[] encode(Document document) {
        checkDepth(document, 1);
        ByteBuf bson = Unpooled.buffer(USUAL_BYTES);
        BsonEncoder.encodeDocument(idFirst(document), bson);
        if (bson.readableBytes() > BsonConstants.MAX_BSON_OBJECT_SIZE) {
            throw new MongoServerError(
                    TOO_LARGE,
                    "BSONObjectTooLarge",
                    "BSONObj size: " + bson.readableBytes() + " is invalid. Size must be between 0 and "
                            + BsonConstants.MAX_BSON_OBJECT_SIZE);
        }
        return ByteBufUtil.getBytes(bson);
    }

    /// How large a document is as BSON.
    ///
    /// @throws MongoServerError if it is larger than MongoDB's 16 MB
    static int size(Document document) {
        return encode(document).length;
    }

    /// An update can make a document deeper than any message.
    private static void checkDepth(@Nullable Object value, int depth) {
        Collection<?> parts = value instanceof Document document ? document.values() : elements(value);
        if (depth > MOST_DEPTH && !parts.isEmpty()) {
            throw tooDeep();
        }
        parts.forEach(part -> checkDepth(part, depth + 1));
    }

    private static Collection<?> elements(@Nullable Object value) {
        return value instanceof Collection<?> elements ? elements : List.of();
    }

    static MongoServerError tooDeep() {
        return new MongoServerError(
                TOO_DEEP, "Overflow", "BSONObj exceeds the maximum depth of nested objects, " + MOST_DEPTH);
    }

    /// Whether that is why a document was refused.
    static boolean isTooLarge(MongoServerError error) {
        return error.getCode() == TOO_LARGE;
    }

    private static Document idFirst(Document document) {
        if (!document.containsKey(ID) || document.keySet().iterator().next().equals(ID)) {
            return document;
        }
        Document ordered = new Document(ID, document.get(ID));
        ordered.putAll(document);
        return ordered;
    }

    static Document decode(byte[] record) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(record));
    }
}
