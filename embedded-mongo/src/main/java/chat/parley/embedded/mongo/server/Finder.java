package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.index.SecondaryIndex;
import chat.parley.embedded.mongo.query.Answer;
import chat.parley.embedded.mongo.query.Candidate;
import chat.parley.embedded.mongo.query.Plan;
import chat.parley.embedded.mongo.query.Planner;
import chat.parley.embedded.mongo.query.Query;
import chat.parley.embedded.mongo.query.Scans;
import chat.parley.embedded.mongo.storage.Storage;
import chat.parley.embedded.mongo.storage.Table;
import chat.parley.embedded.mongo.storage.View;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Finds documents of a collection, for any number of threads beside the one that writes.
final class Finder {
    private final Storage storage;
    private final Table records;
    private final List<IndexKey> order;
    private final Scans scans;
    /// Another one than the library's collection has, which remembers positions between calls.
    private final QueryMatcher matcher = new DefaultQueryMatcher();
    /// Those that the library's collection has, but for readers beside a writer.
    private final List<SecondaryIndex> indexes = new CopyOnWriteArrayList<>();

    /// @param idField in whose order the records lie
    Finder(Storage storage, Table records, @Nullable String idField, Scans scans) {
        this.storage = storage;
        this.records = records;
        this.scans = scans;
        order = idField == null ? List.of() : List.of(new IndexKey(idField, true));
    }

    void add(SecondaryIndex index) {
        indexes.add(index);
    }

    void remove(String indexName) {
        indexes.removeIf(index -> index.getName().equals(indexName));
    }

    /// Answers from a view of its own, or within the running change. To be closed.
    ///
    /// @param namespace by which scans are known
    Answer find(String namespace, Query query) {
        List<SecondaryIndex> before = complete();
        View view = storage.view();
        try {
            // One that was dropped meanwhile may be empty in the view.
            List<SecondaryIndex> complete = stillThere(before);
            Plan plan = Planner.plan(
                    query.filter(),
                    query.sort(),
                    Candidate.records(records, order),
                    complete.stream().map(Candidate::of).toList());
            scans.note(namespace, query, plan);
            return new Answer(view, plan, query, Records::decode, this::matches);
        } catch (RuntimeException e) {
            view.close();
            throw e;
        }
    }

    boolean matches(Document document, Document filter) {
        return filter.isEmpty() || matcher.matches(document, filter);
    }

    /// Holds the records against the indexes.
    Document validate(String namespace) {
        List<SecondaryIndex> before = complete();
        try (View view = storage.view()) {
            return new Validation(view, records, stillThere(before)).answer(namespace);
        }
    }

    /// To be asked before a view is taken: an index that is completed later lacks what the view has.
    private List<SecondaryIndex> complete() {
        return indexes.stream().filter(index -> index.table().isComplete()).toList();
    }

    /// To be asked after a view is taken.
    private List<SecondaryIndex> stillThere(List<SecondaryIndex> before) {
        List<SecondaryIndex> now = complete();
        return before.stream().filter(now::contains).toList();
    }
}
