package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.index.RecordKey;
import chat.parley.embedded.mongo.index.SecondaryIndex;
import chat.parley.embedded.mongo.index.UniqueViolation;
import chat.parley.embedded.mongo.query.Answer;
import chat.parley.embedded.mongo.query.Candidate;
import chat.parley.embedded.mongo.query.MemoryLimit;
import chat.parley.embedded.mongo.query.Plan;
import chat.parley.embedded.mongo.query.Planner;
import chat.parley.embedded.mongo.query.Query;
import chat.parley.embedded.mongo.query.Scans;
import chat.parley.embedded.mongo.query.Stored;
import chat.parley.embedded.mongo.storage.Change;
import chat.parley.embedded.mongo.storage.Entries;
import chat.parley.embedded.mongo.storage.Storage;
import chat.parley.embedded.mongo.storage.Table;
import chat.parley.embedded.mongo.storage.View;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A collection: its records and its indexes. Reads need nothing but a view; writes happen within a change, one at a
/// time for each collection.
final class StoredCollection extends AbstractMongoCollection<RecordKey> {
    private final Storage storage;
    private final Table records;
    private final Scans scans;
    /// Another one than that of the superclass, which remembers positions between calls.
    private final QueryMatcher matcher = new DefaultQueryMatcher();
    /// Only while a command updates a single document.
    private boolean firstOnly;

    /// Why the last update was refused.
    private @Nullable UniqueViolation violation;
    /// What the last command inserted.
    private @Nullable Document added;

    /// The same as the superclass has, but for readers beside a writer.
    private final List<SecondaryIndex> indexes = new CopyOnWriteArrayList<>();

    StoredCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            Storage storage,
            Table records,
            Scans scans) {
        super(database, name, options, cursors);
        this.storage = storage;
        this.records = records;
        this.scans = scans;
    }

    @Override
    public Stream<Document> queryAllAsStream() {
        return AggregateReads.isRunning() ? AggregateReads.documents(this) : super.queryAllAsStream();
    }

    /// Answers from a view of its own, or within the running change. To be closed.
    Answer find(Query query) {
        // Complete before the view is taken: one that is completed later lacks what the view has.
        List<SecondaryIndex> complete = complete();
        View view = storage.view();
        try {
            Plan plan = Planner.plan(query.filter(), query.sort(), candidate(), candidates(complete));
            scans.note(getFullName(), query, plan);
            return new Answer(view, plan, query, Records::decode, this::documentMatchesQuery);
        } catch (RuntimeException e) {
            view.close();
            throw e;
        }
    }

    private List<SecondaryIndex> complete() {
        return indexes.stream().filter(index -> index.table().isComplete()).toList();
    }

    private Candidate candidate() {
        String id = getIdField();
        return Candidate.records(records, id == null ? List.of() : List.of(new IndexKey(id, true)));
    }

    private static List<Candidate> candidates(List<SecondaryIndex> complete) {
        return complete.stream().map(Candidate::of).toList();
    }

    /// Puts the documents that are there already into a new index.
    void fill(SecondaryIndex index) {
        new IndexBuild(storage, records, this, index).run();
    }

    /// The reason why the last update was refused, if that was a unique index.
    Optional<UniqueViolation> takeViolation() {
        Optional<UniqueViolation> last = Optional.ofNullable(violation);
        violation = null;
        return last;
    }

    /// The fields that are asked for.
    List<Document> project(List<Document> documents, @Nullable Document fields) {
        return fields == null || fields.isEmpty()
                ? documents
                : matchDocumentsFromStream(new Document(), documents.stream(), 0, 0, 0, null, fields)
                        .collectDocuments();
    }

    @Override
    protected boolean documentMatchesQuery(Document document, Document query) {
        return query.isEmpty() || matcher.matches(document, query);
    }

    @Override
    protected QueryResult queryDocuments(
            Document filter,
            @Nullable Document orderBy,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document fields) {
        Query query = new Query(filter, orderBy, skip, firstOnly && storage.isChanging() ? 1 : limit);
        try (Answer answer = find(query)) {
            return storage.isChanging() ? places(answer) : new QueryResult(project(documents(answer), fields));
        }
    }

    /// What is changed must not be met again: first all places, then the documents one by one.
    private QueryResult places(Answer answer) {
        List<RecordKey> places = new ArrayList<>();
        for (Stored next = answer.next(); next != null; next = answer.next()) {
            places.add(next.place());
        }
        return new QueryResult(() -> places.stream().map(this::getDocument).iterator());
    }

    private static List<Document> documents(Answer answer) {
        List<Document> documents = new ArrayList<>();
        MemoryLimit limit = new MemoryLimit();
        for (Stored next = answer.next(); next != null; next = answer.next()) {
            limit.add(next.bytes());
            documents.add(next.document());
        }
        return documents;
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int numberToReturn,
            int batchSize,
            @Nullable Document fieldSelector) {
        throw new UnsupportedOperationException("queries are planned");
    }

    @Override
    protected Document getDocument(RecordKey place) {
        return Records.decode(Objects.requireNonNull(storage.change().get(place.bytes())));
    }

    @Override
    public List<Document> insertDocuments(List<Document> documents, boolean isOrdered) {
        List<Document> errors = new ArrayList<>();
        for (int i = 0; i < documents.size() && (errors.isEmpty() || !isOrdered); i++) {
            try {
                addDocument(documents.get(i));
            } catch (MongoServerError e) {
                errors.add(Errors.ofWrite(i, e));
            }
        }
        return errors;
    }

    @Override
    public Document updateDocuments(
            Document selector,
            Document updateQuery,
            ArrayFilters arrayFilters,
            boolean isMulti,
            boolean isUpsert,
            Oplog oplog) {
        firstOnly = !isMulti;
        try {
            return storage.change()
                    .attempt(
                            () -> super.updateDocuments(selector, updateQuery, arrayFilters, isMulti, isUpsert, oplog));
        } catch (UniqueViolation e) {
            violation = e;
            throw e;
        } finally {
            firstOnly = false;
        }
    }

    @Override
    public Document findAndModify(Document command) {
        added = null;
        Document answer = super.findAndModify(command);
        if (!answer.containsKey("lastErrorObject")) {
            boolean removes = Utils.isTrue(command.get("remove"));
            answer.put("lastErrorObject", removes ? removed(answer.get("value")) : inserted(added));
        }
        return answer;
    }

    private static Document removed(@Nullable Object document) {
        return new Document("n", document == null ? 0 : 1);
    }

    private static Document inserted(@Nullable Document document) {
        Document inserted = new Document("n", document == null ? 0 : 1).append("updatedExisting", false);
        return document == null ? inserted : inserted.append("upserted", document.get("_id"));
    }

    @Override
    protected RecordKey addDocumentInternal(Document document) {
        Change change = storage.change();
        byte[] record = Records.encode(document);
        String id = getIdField();
        added = document;
        RecordKey place = id == null ? behindAll(change) : RecordKey.of(records, document.get(id));
        change.put(place.bytes(), record);
        records.count(change, 1, record.length);
        return place;
    }

    private RecordKey behindAll(Change change) {
        try (Entries entries = change.entries()) {
            if (!entries.first(records.range(), true)) {
                return RecordKey.first(records);
            }
            return RecordKey.of(entries.key()).next();
        }
    }

    @Override
    protected void handleUpdate(RecordKey place, Document oldDocument, Document newDocument) {
        Change change = storage.change();
        byte[] record = Records.encode(newDocument);
        int before = Objects.requireNonNull(change.get(place.bytes())).length;
        change.put(place.bytes(), record);
        records.count(change, 0, record.length - before);
    }

    @Override
    protected void removeDocument(RecordKey place) {
        Change change = storage.change();
        byte[] record = change.get(place.bytes());
        if (record != null) {
            change.delete(place.bytes());
            records.count(change, -1, -record.length);
        }
    }

    @Override
    protected Stream<DocumentWithPosition<RecordKey>> streamAllDocumentsWithPosition() {
        List<DocumentWithPosition<RecordKey>> all = new ArrayList<>();
        try (Answer answer = find(Query.all(new Document()))) {
            for (Stored next = answer.next(); next != null; next = answer.next()) {
                all.add(new DocumentWithPosition<>(next.document(), next.place()));
            }
        }
        return all.stream();
    }

    @Override
    public int count() {
        return Math.clamp(storage.isChanging() ? records.entriesInChange() : records.entries(), 0, Integer.MAX_VALUE);
    }

    @Override
    public int count(@Nullable Document filter, int skip, int limit) {
        if (filter == null || filter.isEmpty()) {
            return super.count(filter, skip, limit);
        }
        int count = 0;
        try (Answer answer = find(new Query(filter, null, skip, Math.max(0, limit)))) {
            while (answer.next() != null) {
                count++;
            }
        }
        return count;
    }

    @Override
    public Document validate() {
        List<SecondaryIndex> complete = complete();
        try (View view = storage.view()) {
            return new Validation(view, records, complete).answer(getFullName());
        }
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        // Counted with the records.
    }

    @Override
    protected int getDataSize() {
        return Math.clamp(records.bytes(), 0, Integer.MAX_VALUE);
    }

    @Override
    public void addIndex(Index<RecordKey> index) {
        if (getIndexes().stream().noneMatch(known -> known.getName().equals(index.getName()))) {
            super.addIndex(index);
            if (index instanceof SecondaryIndex secondary) {
                indexes.add(secondary);
            }
        }
    }

    @Override
    public void dropIndex(String indexName) {
        super.dropIndex(indexName);
        indexes.removeIf(index -> index.getName().equals(indexName));
    }
}
