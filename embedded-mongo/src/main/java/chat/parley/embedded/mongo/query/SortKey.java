package chat.parley.embedded.mongo.query;

import chat.parley.embedded.mongo.index.EntryKeys;
import chat.parley.embedded.mongo.key.KeyBytes;
import chat.parley.embedded.mongo.key.KeyWriter;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;

/// Where documents belong in an order: at the first of the keys that they would have in an index of the same fields.
final class SortKey {
    private final List<IndexKey> fields;
    private final List<List<String>> paths;

    SortKey(List<IndexKey> fields) {
        this.fields = fields;
        paths = fields.stream().map(EntryKeys::path).toList();
    }

    /// @throws MongoServerError for a document with two arrays side by side
    KeyBytes of(Document document) {
        return keys(document).values().stream()
                .map(values -> new KeyBytes(
                        EntryKeys.write(new KeyWriter(), values, fields).toBytes()))
                .min(KeyBytes::compareTo)
                .orElseThrow();
    }

    private EntryKeys keys(Document document) {
        try {
            return EntryKeys.of(document, paths, false);
        } catch (CannotIndexParallelArraysError e) {
            throw new MongoServerError(ErrorCode.BadValue, "cannot sort with keys that are parallel arrays");
        }
    }
}
