package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/// Documents as they are stored: BSON.
final class Records {
    private static final int TOO_LARGE = 10334;
    private static final int USUAL_BYTES = 512;

    private Records() {}

    private static final String ID = "_id";

    /// The id comes first.
    ///
    /// @throws MongoServerError if it is larger than MongoDB's 16 MB
    static byte[] encode(Document document) {
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
