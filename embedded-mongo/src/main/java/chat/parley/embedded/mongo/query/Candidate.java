package chat.parley.embedded.mongo.query;

import chat.parley.embedded.mongo.index.SecondaryIndex;
import chat.parley.embedded.mongo.storage.Table;
import de.bwaldvogel.mongo.backend.IndexKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An order in which documents can be read: an index, or the records themselves, which lie in the order of their ids.
///
/// @param keys its fields; none for records without ids
/// @param index what turns an entry into a place; null for the records
public record Candidate(
        String name,
        List<IndexKey> keys,
        Table table,
        boolean unique,
        boolean sparse,
        boolean multikey,
        @Nullable SecondaryIndex index) {
    /// The records of a collection.
    public static Candidate records(Table records, List<IndexKey> keys) {
        return new Candidate("_id_", keys, records, true, false, false, null);
    }

    /// An index, with what is known of it now: to be asked after the view of the query was made.
    public static Candidate of(SecondaryIndex index) {
        return new Candidate(
                index.getName(),
                index.getKeys(),
                index.table(),
                index.isUnique(),
                index.isSparse(),
                index.table().isMultikey(),
                index);
    }

    /// Whether every document that matches is in it.
    boolean holdsAllThatMatch(Map<String, Bounds> bounds) {
        return !sparse
                || keys.stream().anyMatch(key -> {
                    Bounds ofField = bounds.get(key.getKey());
                    return ofField != null && ofField.excludesMissing();
                });
    }
}
