package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.index.RecordKey;
import chat.parley.embedded.mongo.storage.Change;
import chat.parley.embedded.mongo.storage.Entries;
import chat.parley.embedded.mongo.storage.Storage;
import chat.parley.embedded.mongo.storage.Table;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The records of a collection, and how many they are. All but the numbers is part of the running change.
final class StoredRecords {
    private final Storage storage;
    private final Table table;
    private final @Nullable String idField;

    /// @param idField in whose order they lie; without one, in the order in which they came
    StoredRecords(Storage storage, Table table, @Nullable String idField) {
        this.storage = storage;
        this.table = table;
        this.idField = idField;
    }

    Table table() {
        return table;
    }

    RecordKey add(Document document) {
        Change change = storage.change();
        byte[] record = Records.encode(document);
        RecordKey place = idField == null ? behindAll(change) : RecordKey.of(table, document.get(idField));
        change.put(place.bytes(), record);
        table.count(change, 1, record.length);
        return place;
    }

    private RecordKey behindAll(Change change) {
        try (Entries entries = change.entries()) {
            if (!entries.first(table.range(), true)) {
                return RecordKey.first(table);
            }
            return RecordKey.of(entries.key()).next();
        }
    }

    Document get(RecordKey place) {
        return Records.decode(Objects.requireNonNull(storage.change().get(place.bytes())));
    }

    void replace(RecordKey place, Document document) {
        Change change = storage.change();
        byte[] record = Records.encode(document);
        int before = Objects.requireNonNull(change.get(place.bytes())).length;
        change.put(place.bytes(), record);
        table.count(change, 0, record.length - before);
    }

    /// If it is there.
    void remove(RecordKey place) {
        Change change = storage.change();
        byte[] record = change.get(place.bytes());
        if (record != null) {
            change.delete(place.bytes());
            table.count(change, -1, -record.length);
        }
    }

    /// With those of the running change.
    int count() {
        return Math.clamp(storage.isChanging() ? table.entriesInChange() : table.entries(), 0, Integer.MAX_VALUE);
    }

    int bytes() {
        return Math.clamp(table.bytes(), 0, Integer.MAX_VALUE);
    }
}
