package chat.parley.embedded.mongo.index;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;

/// Another document has the same values in a unique index.
public final class UniqueViolation extends DuplicateKeyError {
    private static final long serialVersionUID = 1L;

    private final transient Document pattern = new Document();
    private final transient Document values = new Document();

    UniqueViolation(Index<?> index, MongoCollection<?> collection, Document document) {
        super(
                index,
                collection,
                index.getKeys(),
                new KeyValue(index.getKeys().stream()
                        .map(key -> valueOf(document, key))
                        .toList()));
        for (IndexKey key : index.getKeys()) {
            pattern.put(key.getKey(), key.isAscending() ? 1 : -1);
            Object value = valueOf(document, key);
            values.put(key.getKey(), value instanceof Missing ? null : value);
        }
    }

    /// The fields of the index, as MongoDB reports them.
    public Document keyPattern() {
        return pattern;
    }

    /// The values that are taken.
    public Document keyValue() {
        return values;
    }

    private static Object valueOf(Document document, IndexKey key) {
        return Utils.getSubdocumentValue(document, key.getKey());
    }
}
