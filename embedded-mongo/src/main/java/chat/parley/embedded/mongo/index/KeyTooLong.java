package chat.parley.embedded.mongo.index;

import de.bwaldvogel.mongo.exception.MongoServerError;

/// A value that an index cannot hold. MongoDB answered so up to version 4.0; newer ones have no limit.
public final class KeyTooLong extends MongoServerError {
    private static final long serialVersionUID = 1L;

    private static final int CODE = 17280;
    private static final int MOST_BYTES = 16 * 1024;

    private KeyTooLong(String index, int bytes) {
        super(
                CODE,
                "KeyTooLong",
                "The key of " + bytes + " bytes is too long for the index " + index + ", which takes " + MOST_BYTES);
    }

    static byte[] check(String index, byte[] key) {
        if (key.length > MOST_BYTES) {
            throw new KeyTooLong(index, key.length);
        }
        return key;
    }
}
