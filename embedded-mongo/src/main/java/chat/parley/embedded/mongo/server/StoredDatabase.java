package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.index.PrimaryIndex;
import chat.parley.embedded.mongo.index.RecordKey;
import chat.parley.embedded.mongo.index.SecondaryIndex;
import chat.parley.embedded.mongo.query.Scans;
import chat.parley.embedded.mongo.storage.Storage;
import chat.parley.embedded.mongo.storage.Table;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A database: its collections, and how their indexes come and go.
final class StoredDatabase extends AbstractMongoDatabase<RecordKey> {
    private static final String PRIMARY = "_id_";
    private static final String DESCRIPTIONS = "system.indexes";
    private static final String NAMES = "system.namespaces";

    private final Storage storage;
    private final Scans scans;
    /// Whether there is nothing of it on the disk.
    private final boolean absent;
    /// While that is read which is there.
    private boolean opening = true;

    private StoredDatabase(String name, CursorRegistry cursors, Storage storage, Scans scans, boolean absent) {
        super(name, cursors);
        this.storage = storage;
        this.scans = scans;
        this.absent = absent;
        initializeNamespacesAndIndexes();
        opening = false;
    }

    /// Opens what there is of it, or begins it. Within a change.
    StoredDatabase(String name, CursorRegistry cursors, Storage storage, Scans scans) {
        this(name, cursors, storage, scans, false);
    }

    /// One that does not exist, for reading only.
    static StoredDatabase empty(String name, CursorRegistry cursors, Storage storage, Scans scans) {
        return new StoredDatabase(name, cursors, storage, scans, true);
    }

    /// Whether it has no collections: such a database does not exist for clients.
    @Override
    public boolean isEmpty() {
        MongoCollection<RecordKey> names = resolveCollection(NAMES, false);
        return names == null || names.isEmpty();
    }

    /// A collection that exists.
    Optional<StoredCollection> collection(@Nullable Object name) {
        return Optional.ofNullable((StoredCollection) resolveCollection(String.valueOf(name), false));
    }

    /// The descriptions of a collection's indexes.
    List<Document> indexesOf(String collection) {
        return descriptions(new Document("ns", getFullCollectionNamespace(collection)));
    }

    /// The descriptions of all indexes from which documents expire.
    List<Document> expiring() {
        return descriptions(new Document("expireAfterSeconds", new Document("$exists", true)));
    }

    private List<Document> descriptions(Document filter) {
        List<Document> found = new ArrayList<>();
        MongoCollection<RecordKey> all = resolveCollection(DESCRIPTIONS, false);
        if (all != null) {
            all.handleQuery(filter).forEach(found::add);
        }
        return found;
    }

    @Override
    protected MongoCollection<RecordKey> openOrCreateCollection(String collectionName, CollectionOptions options) {
        Table records =
                absent ? Table.empty() : storage.tables().findOrCreate(storage.change(), databaseName, collectionName);
        return new StoredCollection(this, collectionName, options, cursorRegistry, storage, records, scans);
    }

    @Override
    protected void addIndex(Document description) {
        IndexDescriptions.check(description);
        // Only the simple one comes here, which MongoDB does not keep either.
        description.remove("collation");
        String collection = Fields.get(description, "ns", String.class).substring(databaseName.length() + 1);
        if (!IndexDescriptions.isThere(description, indexesOf(collection))) {
            super.addIndex(description);
        }
    }

    @Override
    protected Index<RecordKey> openOrCreateUniqueIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        return indexName.equals(PRIMARY)
                ? new PrimaryIndex(indexName, keys.getFirst(), storage, records(collectionName))
                : secondary(collectionName, indexName, keys, true, sparse);
    }

    @Override
    protected Index<RecordKey> openOrCreateSecondaryIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        return secondary(collectionName, indexName, keys, false, sparse);
    }

    private SecondaryIndex secondary(
            String collection, String name, List<IndexKey> keys, boolean unique, boolean sparse) {
        Optional<Table> complete =
                storage.tables().find(databaseName, collection, name).filter(Table::isComplete);
        if (opening && complete.isPresent()) {
            return index(collection, name, keys, unique, sparse, complete.get());
        }
        // What a killed process had begun is of no use, nor is one that nobody kept up to date.
        storage.tables().drop(storage.change(), databaseName, collection, name);
        Table fresh = storage.tables().findOrCreate(storage.change(), databaseName, collection, name);
        SecondaryIndex index = index(collection, name, keys, unique, sparse, fresh);
        fill(collection(collection).orElseThrow(), index);
        fresh.becomeComplete(storage.change());
        return index;
    }

    private SecondaryIndex index(
            String collection, String name, List<IndexKey> keys, boolean unique, boolean sparse, Table entries) {
        return new SecondaryIndex(name, keys, unique, sparse, storage, records(collection), entries);
    }

    private static void fill(StoredCollection collection, SecondaryIndex index) {
        try {
            collection.fill(index);
        } catch (MongoServerError e) {
            throw new IndexBuildFailedException(e, collection);
        }
    }

    private Table records(String collection) {
        return storage.tables().find(databaseName, collection).orElseThrow();
    }

    @Override
    protected void dropIndex(MongoCollection<RecordKey> collection, String indexName) {
        super.dropIndex(collection, indexName);
        storage.tables().drop(storage.change(), databaseName, collection.getCollectionName(), indexName);
    }

    /// Drops indexes and forgets their descriptions.
    void dropIndexes(StoredCollection collection, List<Document> descriptions) {
        for (Document description : descriptions) {
            String name = Fields.get(description, "name", String.class);
            dropIndex(collection, name);
            Document one = new Document("ns", collection.getFullName()).append("name", name);
            Objects.requireNonNull(indexes.get()).deleteDocuments(one, 0);
        }
    }

    @Override
    public void dropCollection(String collectionName, Oplog oplog) {
        super.dropCollection(collectionName, oplog);
        storage.tables().drop(storage.change(), databaseName, collectionName);
    }

    @Override
    protected long getFileSize() {
        return storage.bytesOnDisk();
    }

    @Override
    protected long getStorageSize() {
        return storage.bytesOnDisk();
    }
}
