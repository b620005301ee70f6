package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers in batches.
///
/// @see <a href="https://www.mongodb.com/docs/manual/core/cursors/">Cursors</a>
/// @see <a href="https://www.mongodb.com/docs/manual/reference/command/getMore/">getMore</a>
/// @see <a href="https://www.mongodb.com/docs/manual/reference/read-concern-snapshot/">Read concern snapshot</a>
final class CursorTest extends Conformance {
    private static final int COUNT = 250;
    private static final int NOT_FOUND = 43;

    @BeforeEach
    void fill() {
        entries.insertMany(IntStream.range(0, COUNT)
                .mapToObj(n -> new Document("_id", n).append("a", -n))
                .toList());
    }

    @Test
    void givesAHundredAndOneDocumentsFirst() {
        Document cursor = open("{find: 'entries'}");

        assertThat(ids(batch(cursor, "firstBatch"))).hasSize(101);
        assertThat(id(cursor)).isNotZero();
    }

    @Test
    void givesBatchesOfTheChosenSize() {
        Document first = open("{find: 'entries', sort: {_id: 1}, batchSize: 3}");
        Document second = more(id(first), 2);

        assertThat(ids(batch(first, "firstBatch"))).containsExactly(0, 1, 2);
        assertThat(ids(batch(second, "nextBatch"))).containsExactly(3, 4);
        assertThat(id(second)).isEqualTo(id(first));
    }

    @Test
    void opensACursorWithoutDocuments() {
        Document first = open("{find: 'entries', sort: {_id: 1}, batchSize: 0}");

        assertThat(batch(first, "firstBatch")).isEmpty();
        assertThat(ids(batch(more(id(first), 1), "nextBatch"))).containsExactly(0);
    }

    @Test
    void closesACursorWithItsLastDocument() {
        Document first = open("{find: 'entries', filter: {_id: {$lt: 5}}, batchSize: 3}");
        Document last = more(id(first), 3);

        assertThat(ids(batch(last, "nextBatch"))).hasSize(2);
        assertThat(id(last)).isZero();
        assertThat(codeOf(getMore(id(first)))).isEqualTo(NOT_FOUND);
    }

    @Test
    void opensNoCursorForASingleBatch() {
        assertThat(id(open("{find: 'entries', batchSize: 3, singleBatch: true}")))
                .isZero();
    }

    @Test
    void opensNoCursorForWhatFitsTheFirstBatch() {
        assertThat(id(open("{find: 'entries', limit: 50}"))).isZero();
    }

    @Test
    void countsTheLimitOverAllBatches() {
        assertThat(ids(entries.find().sort(json("{_id: 1}")).limit(7).batchSize(3)))
                .containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void givesEverythingOnceOverManyBatches() {
        assertThat(ids(entries.find().batchSize(7)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, COUNT).<Object>mapToObj(n -> n).toList());
    }

    @Test
    void namesTheCollectionInEveryBatch() {
        Document first = open("{find: 'entries', batchSize: 3}");
        String namespace = entries.getNamespace().getFullName();

        assertThat(first).containsEntry("ns", namespace);
        assertThat(more(id(first), 1)).containsEntry("ns", namespace);
    }

    @Test
    void killsCursors() {
        long id = id(open("{find: 'entries', batchSize: 3}"));
        Document killed = run(new Document("killCursors", "entries").append("cursors", List.of(id)));

        assertThat(killed.getList("cursorsKilled", Long.class)).containsExactly(id);
        assertThat(killed.getList("cursorsNotFound", Long.class)).isEmpty();
        assertThat(codeOf(getMore(id))).isEqualTo(NOT_FOUND);
    }

    @Test
    void reportsCursorsThatItCannotKill() {
        Document killed = run("{killCursors: 'entries', cursors: [NumberLong('123456')]}");

        assertThat(killed.getList("cursorsKilled", Long.class)).isEmpty();
        assertThat(killed.getList("cursorsNotFound", Long.class)).containsExactly(123456L);
    }

    @Test
    void refusesMoreOfAnUnknownCursor() {
        assertThat(codeOf(getMore(123456L))).isEqualTo(NOT_FOUND);
    }

    @Test
    void givesASortedAnswerAsItWasWhenItBegan() {
        List<Object> found = new ArrayList<>();
        try (MongoCursor<Document> cursor =
                entries.find().sort(json("{a: 1}")).batchSize(10).iterator()) {
            found.add(cursor.next().get("_id"));
            rewrite();
            cursor.forEachRemaining(entry -> found.add(entry.get("_id")));
        }

        assertThat(found).containsExactlyElementsOf(descending());
    }

    @Test
    void givesASnapshotOnRequest() {
        assumeTrue(hasSnapshots());
        Document cursor = open("{find: 'entries', sort: {_id: -1}, batchSize: 10, readConcern: {level: 'snapshot'}}");
        List<Object> found = new ArrayList<>(ids(batch(cursor, "firstBatch")));
        rewrite();
        found.addAll(ids(batch(more(id(cursor), COUNT), "nextBatch")));

        assertThat(found).containsExactlyElementsOf(descending());
    }

    @Test
    void givesWhatNobodyChangesExactlyOnce() {
        List<Object> found = new ArrayList<>();
        try (MongoCursor<Document> cursor = entries.find().batchSize(10).iterator()) {
            found.add(cursor.next().get("_id"));
            entries.updateMany(json("{_id: {$mod: [2, 1]}}"), json("{$set: {text: 'long enough to move'}}"));
            entries.insertOne(new Document("_id", 2 * COUNT + 1));
            cursor.forEachRemaining(entry -> found.add(entry.get("_id")));
        }

        assertThat(found.stream().filter(CursorTest::isEven))
                .containsExactlyInAnyOrderElementsOf(
                        descending().stream().filter(CursorTest::isEven).toList());
    }

    private void rewrite() {
        entries.deleteMany(json("{_id: {$lt: 100}}"));
        entries.updateMany(json("{}"), json("{$set: {a: 5}}"));
        entries.insertOne(new Document("_id", 2 * COUNT));
    }

    private static List<Object> descending() {
        return IntStream.range(0, COUNT).<Object>mapToObj(n -> COUNT - 1 - n).toList();
    }

    private static boolean isEven(Object id) {
        return (int) id % 2 == 0;
    }

    private static Document open(String find) {
        return run(find).get("cursor", Document.class);
    }

    private static Document more(long id, int batchSize) {
        return run(json(getMore(id)).append("batchSize", batchSize)).get("cursor", Document.class);
    }

    private static String getMore(long id) {
        return "{getMore: NumberLong('" + id + "'), collection: 'entries'}";
    }

    private static long id(Document cursor) {
        return cursor.getLong("id");
    }

    private static List<Document> batch(Document cursor, String name) {
        return cursor.getList(name, Document.class);
    }

    @Test
    void readsOnWithABatchThatIsLargerThanAnInt() {
        Document first = run("{find: 'entries', batchSize: 1, limit: 3}").get("cursor", Document.class);
        Document next = run(new Document("getMore", first.getLong("id"))
                        .append("collection", "entries")
                        .append("batchSize", (long) Integer.MAX_VALUE + 1))
                .get("cursor", Document.class);

        assertThat(next.getList("nextBatch", Document.class)).hasSize(2);
        assertThat(next).containsEntry("id", 0L);
    }
}
