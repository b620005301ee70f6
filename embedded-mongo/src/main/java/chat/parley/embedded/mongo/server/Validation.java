package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.index.RecordKey;
import chat.parley.embedded.mongo.index.SecondaryIndex;
import chat.parley.embedded.mongo.key.KeyRange;
import chat.parley.embedded.mongo.storage.Entries;
import chat.parley.embedded.mongo.storage.Table;
import chat.parley.embedded.mongo.storage.View;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `validate`: holds every record of a collection against its indexes, as of one moment.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/command/validate/">validate</a>
final class Validation {
    private static final int MOST_ERRORS = 100;

    private final View view;
    private final Table records;
    private final Map<SecondaryIndex, Long> expected = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();
    private long count;

    /// @param indexes those that were complete before the view was taken
    Validation(View view, Table records, List<SecondaryIndex> indexes) {
        this.view = view;
        this.records = records;
        indexes.forEach(index -> expected.put(index, 0L));
    }

    Document answer(String namespace) {
        readRecords();
        Document keys = new Document("_id_", count);
        expected.forEach((index, of) -> keys.put(index.getName(), countEntries(index, of)));
        if (records.entriesIn(view) != count) {
            report("There are " + count + " documents, and counted were " + records.entriesIn(view));
        }
        return new Document("ns", namespace)
                .append("nrecords", count)
                .append("nIndexes", expected.size() + 1)
                .append("keysPerIndex", keys)
                .append("valid", errors.isEmpty())
                .append("errors", errors)
                .append("ok", 1.0);
    }

    private void readRecords() {
        try (Entries all = view.entries()) {
            KeyRange range = records.range();
            for (boolean more = all.first(range, false); more; more = all.next(range, false)) {
                count++;
                check(RecordKey.of(all.key()), Records.decode(all.value()));
            }
        }
    }

    private void check(RecordKey place, Document document) {
        if (!RecordKey.of(records, document.get("_id")).equals(place)) {
            report("The document " + document.get("_id") + " is not where its id says");
        }
        expected.replaceAll((index, entries) -> entries + check(index, document));
    }

    private int check(SecondaryIndex index, Document document) {
        Map<byte[], byte[]> entries = index.expected(document);
        entries.forEach((key, value) -> {
            if (!Arrays.equals(value, view.get(key))) {
                report("The index " + index.getName() + " lacks an entry of " + document.get("_id"));
            }
        });
        return entries.size();
    }

    private long countEntries(SecondaryIndex index, long of) {
        long found = 0;
        try (Entries all = view.entries()) {
            KeyRange range = index.table().range();
            for (boolean more = all.first(range, false); more; more = all.next(range, false)) {
                found++;
            }
        }
        if (found != of) {
            report("The index " + index.getName() + " has " + found + " entries instead of " + of);
        }
        return found;
    }

    private void report(String error) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(error);
        }
    }
}
