package chat.parley.embedded.mongo.index;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/// An index as the query language's own code sees it. Queries are planned elsewhere, so that it is never asked for
/// positions.
public abstract class StoredIndex extends Index<RecordKey> {
    StoredIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    /// Whether documents without any of its fields are missing in it.
    @Override
    public boolean isSparse() {
        return super.isSparse();
    }

    /// It was filled when it was made.
    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public long getDataSize() {
        return 0;
    }

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<RecordKey> getPositions(Document query) {
        throw new UnsupportedOperationException("queries are planned");
    }
}
