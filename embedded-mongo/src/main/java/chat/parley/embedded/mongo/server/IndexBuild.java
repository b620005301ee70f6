package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.index.RecordKey;
import chat.parley.embedded.mongo.index.SecondaryIndex;
import chat.parley.embedded.mongo.key.KeyRange;
import chat.parley.embedded.mongo.storage.Entries;
import chat.parley.embedded.mongo.storage.Storage;
import chat.parley.embedded.mongo.storage.Table;
import chat.parley.embedded.mongo.storage.View;
import de.bwaldvogel.mongo.bson.Document;

/// Fills a new index from the documents of its collection, a part at a time: the memory for it does not grow with the
/// collection. Nobody else writes meanwhile, and nobody reads the index before it is complete.
final class IndexBuild {
    private static final int DOCUMENTS_A_PART = 10_000;

    private final Storage storage;
    private final Table records;
    private final StoredCollection collection;
    private final SecondaryIndex index;

    IndexBuild(Storage storage, Table records, StoredCollection collection, SecondaryIndex index) {
        this.storage = storage;
        this.records = records;
        this.collection = collection;
        this.index = index;
    }

    void run() {
        try (View view = storage.view();
                Entries all = view.entries()) {
            KeyRange range = records.range();
            boolean[] more = {all.first(range, false)};
            while (more[0]) {
                storage.beside(() -> more[0] = part(all, range));
            }
        }
    }

    private boolean part(Entries all, KeyRange range) {
        boolean more = true;
        for (int i = 0; more && i < DOCUMENTS_A_PART; i++) {
            Document document = Records.decode(all.value());
            index.checkAdd(document, collection);
            index.add(document, RecordKey.of(all.key()), collection);
            more = all.next(range, false);
        }
        return more;
    }
}
