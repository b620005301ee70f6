package chat.parley.embedded.mongo.index;

import chat.parley.embedded.mongo.key.KeyWriter;
import chat.parley.embedded.mongo.storage.Change;
import chat.parley.embedded.mongo.storage.Storage;
import chat.parley.embedded.mongo.storage.Table;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An index of other fields than the id.
///
/// An entry's key is the values and, unless the index is unique, the place of the document; its value says where in the
/// key that place begins, or is the place itself.
public final class SecondaryIndex extends StoredIndex {
    private final boolean unique;
    private final Storage storage;
    private final Table records;
    private final Table entries;
    private final List<List<String>> paths;
    /// Of the document that was checked last: a check is followed by the change itself.
    private @Nullable Document checked;

    private Map<byte[], byte[]> checkedEntries = Map.of();

    /// @param records the table of the collection
    /// @param entries the table of this index
    public SecondaryIndex(
            String name,
            List<IndexKey> keys,
            boolean unique,
            boolean sparse,
            Storage storage,
            Table records,
            Table entries) {
        super(name, keys, sparse);
        this.unique = unique;
        this.storage = storage;
        this.records = records;
        this.entries = entries;
        paths = keys.stream().map(EntryKeys::path).toList();
    }

    /// Its entries.
    public Table table() {
        return entries;
    }

    @Override
    public boolean isUnique() {
        return unique;
    }

    @Override
    public boolean hasSameOptions(Index<?> other) {
        return super.hasSameOptions(other) && unique == other.isUnique();
    }

    /// Where the document of an entry is.
    public RecordKey place(byte[] key, byte[] value) {
        if (unique) {
            return RecordKey.within(records, value);
        }
        int start = ByteBuffer.wrap(value).getInt();
        return RecordKey.within(records, Arrays.copyOfRange(key, start, key.length));
    }

    @Override
    public RecordKey getPosition(Document document) {
        return RecordKey.of(records, document.get("_id"));
    }

    @Override
    public void checkAdd(Document document, MongoCollection<RecordKey> collection) {
        for (byte[] key : entries(document).keySet()) {
            checkFree(key, document, collection);
        }
    }

    @Override
    public void add(Document document, RecordKey position, MongoCollection<RecordKey> collection) {
        Change change = storage.change();
        entries(document).forEach(change::put);
        checked = null;
    }

    @Override
    public RecordKey remove(Document document) {
        Change change = storage.change();
        computeEntries(document).keySet().forEach(change::delete);
        return getPosition(document);
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<RecordKey> collection) {
        Map<byte[], byte[]> before = computeEntries(oldDocument);
        for (byte[] key : entries(newDocument).keySet()) {
            if (!before.containsKey(key)) {
                checkFree(key, newDocument, collection);
            }
        }
    }

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, RecordKey position, MongoCollection<RecordKey> collection) {
        Change change = storage.change();
        Map<byte[], byte[]> before = computeEntries(oldDocument);
        Map<byte[], byte[]> after = entries(newDocument);
        checked = null;
        before.keySet().stream().filter(key -> !after.containsKey(key)).forEach(change::delete);
        after.forEach((key, value) -> {
            if (!before.containsKey(key)) {
                change.put(key, value);
            }
        });
    }

    @Override
    public long getCount() {
        return records.entries();
    }

    @Override
    public void drop() {
        // The table goes with its name.
    }

    private void checkFree(byte[] key, Document document, MongoCollection<RecordKey> collection) {
        if (unique && storage.change().get(key) != null) {
            throw new UniqueViolation(this, collection, document);
        }
    }

    /// For writers, of whom there is one at a time.
    @SuppressWarnings("ReferenceEquality") // an equal document may change before the other one does
    private Map<byte[], byte[]> entries(Document document) {
        if (checked != document) {
            checkedEntries = computeEntries(document);
            checked = document;
        }
        return checkedEntries;
    }

    private Map<byte[], byte[]> computeEntries(Document document) {
        EntryKeys keys = EntryKeys.of(document, paths, isSparse());
        if (keys.isMultikey() && !entries.isMultikeySaved()) {
            entries.becomeMultikey(storage.change());
        }
        return entries(document, keys);
    }

    /// The entries that this document should have.
    public Map<byte[], byte[]> expected(Document document) {
        return entries(document, EntryKeys.of(document, paths, isSparse()));
    }

    private Map<byte[], byte[]> entries(Document document, EntryKeys keys) {
        Map<byte[], byte[]> entriesOfDocument = new TreeMap<>(Arrays::compareUnsigned);
        byte[] place = getPosition(document).withinTable();
        for (List<@Nullable Object> values : keys.values()) {
            byte[] key = KeyTooLong.check(getName(), write(values));
            if (unique) {
                entriesOfDocument.put(key, place);
            } else {
                entriesOfDocument.put(join(key, place), start(key.length));
            }
        }
        return entriesOfDocument;
    }

    private byte[] write(List<@Nullable Object> values) {
        return EntryKeys.write(new KeyWriter().table(entries.id()), values, getKeys())
                .toBytes();
    }

    private static byte[] join(byte[] key, byte[] place) {
        return ByteBuffer.allocate(key.length + place.length)
                .put(key)
                .put(place)
                .array();
    }

    private static byte[] start(int position) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(position).array();
    }
}
