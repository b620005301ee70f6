package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.index.RecordKey;
import chat.parley.embedded.mongo.index.SecondaryIndex;
import chat.parley.embedded.mongo.index.UniqueViolation;
import chat.parley.embedded.mongo.query.Answer;
import chat.parley.embedded.mongo.query.Query;
import chat.parley.embedded.mongo.query.Scans;
import chat.parley.embedded.mongo.query.Stored;
import chat.parley.embedded.mongo.storage.Storage;
import chat.parley.embedded.mongo.storage.Table;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A collection: its records and its indexes. Reads need nothing but a view; writes happen within a change, one at a
/// time for each collection.
final class StoredCollection extends AbstractMongoCollection<RecordKey> {
    private final Storage storage;
    private final StoredRecords records;
    private final Finder finder;
    /// Only while a command updates a single document.
    private boolean firstOnly;

    /// Why the last update was refused.
    private @Nullable UniqueViolation violation;
    /// What the last command inserted.
    private @Nullable Document added;

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
        this.records = new StoredRecords(storage, records, options.getIdField());
        finder = new Finder(storage, records, options.getIdField(), scans);
    }

    @Override
    public Stream<Document> queryAllAsStream() {
        return AggregateReads.isRunning() ? AggregateReads.documents(this) : super.queryAllAsStream();
    }

    /// Answers from a view of its own, or within the running change. To be closed.
    Answer find(Query query) {
        return finder.find(getFullName(), query);
    }

    /// Puts the documents that are there already into a new index.
    void fill(SecondaryIndex index) {
        new IndexBuild(storage, records.table(), this, index).run();
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
        return finder.matches(document, query);
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
            return storage.isChanging() ? places(answer) : new QueryResult(project(answer.documents(), fields));
        }
    }

    /// What is changed must not be met again: first all places, then the documents one by one.
    private QueryResult places(Answer answer) {
        List<RecordKey> places = answer.places();
        return new QueryResult(() -> places.stream().map(this::getDocument).iterator());
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
        return records.get(place);
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
        } catch (MongoServerException e) {
            throw Errors.coded(e, ErrorCode.FailedToParse);
        } finally {
            firstOnly = false;
        }
    }

    @Override
    public Document findAndModify(Document command) {
        refuseBoth(command, "update");
        refuseBoth(command, "new");
        added = null;
        Document answer = super.findAndModify(command);
        if (!answer.containsKey("lastErrorObject")) {
            answer.put("lastErrorObject", LastError.of(command, answer, added));
        }
        return answer;
    }

    /// The library would remove, whatever else it is asked.
    private static void refuseBoth(Document command, String other) {
        boolean isAsked = other.equals("new") ? Utils.isTrue(command.get(other)) : command.containsKey(other);
        if (isAsked && Utils.isTrue(command.get("remove"))) {
            throw new MongoServerError(ErrorCode.FailedToParse, "Cannot specify both '" + other + "' and remove=true");
        }
    }

    @Override
    protected RecordKey addDocumentInternal(Document document) {
        added = document;
        return records.add(document);
    }

    @Override
    protected void handleUpdate(RecordKey place, Document oldDocument, Document newDocument) {
        records.replace(place, newDocument);
    }

    @Override
    protected void removeDocument(RecordKey place) {
        records.remove(place);
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
        return records.count();
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
        return finder.validate(getFullName());
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
        return records.bytes();
    }

    @Override
    public void addIndex(Index<RecordKey> index) {
        if (getIndexes().stream().noneMatch(known -> known.getName().equals(index.getName()))) {
            super.addIndex(index);
            if (index instanceof SecondaryIndex secondary) {
                finder.add(secondary);
            }
        }
    }

    @Override
    public void dropIndex(String indexName) {
        super.dropIndex(indexName);
        finder.remove(indexName);
    }
}
