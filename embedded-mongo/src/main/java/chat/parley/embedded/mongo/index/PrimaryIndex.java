package chat.parley.embedded.mongo.index;

import chat.parley.embedded.mongo.storage.Storage;
import chat.parley.embedded.mongo.storage.Table;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/// The index of ids: nothing but the order of the records themselves.
public final class PrimaryIndex extends StoredIndex {
    private final Storage storage;
    private final Table records;
    private final String field;

    /// @param records the table of the collection
    public PrimaryIndex(String name, IndexKey key, Storage storage, Table records) {
        super(name, List.of(key), false);
        this.storage = storage;
        this.records = records;
        field = key.getKey();
    }

    @Override
    public RecordKey getPosition(Document document) {
        return RecordKey.of(records, document.get(field));
    }

    @Override
    public void checkAdd(Document document, MongoCollection<RecordKey> collection) {
        if (storage.change().get(getPosition(document).bytes()) != null) {
            throw new UniqueViolation(this, collection, document);
        }
    }

    @Override
    public void add(Document document, RecordKey position, MongoCollection<RecordKey> collection) {
        // The record is its entry.
    }

    @Override
    public RecordKey remove(Document document) {
        return getPosition(document);
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<RecordKey> collection) {
        // Ids do not change.
    }

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, RecordKey position, MongoCollection<RecordKey> collection) {
        // Ids do not change.
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public long getCount() {
        return records.entries();
    }

    @Override
    public void drop() {
        // Goes with the records.
    }
}
