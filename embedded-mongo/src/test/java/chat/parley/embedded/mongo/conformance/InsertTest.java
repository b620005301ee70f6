package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/// New documents.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/command/insert/">insert</a>
final class InsertTest extends Conformance {
    private static final int DUPLICATE_KEY = 11000;

    @Test
    void keepsDocumentsWithAllTheirFieldsInOrder() {
        Document document = json("{_id: 1, z: 'text', a: {y: [1, 'two', {x: null}], b: true}, m: NumberLong('5'),"
                + " d: ISODate('2024-01-02T03:04:05.678Z'), o: ObjectId('0123456789abcdef01234567'), f: 1.5}");
        entries.insertOne(document);

        assertThat(only().toJson()).isEqualTo(document.toJson());
    }

    @Test
    void putsTheIdFirst() {
        run("{insert: 'entries', documents: [{a: 1, _id: 7}]}");

        assertThat(only().keySet()).containsExactly("_id", "a");
    }

    @Test
    void givesAnIdToADocumentWithoutOne() {
        run("{insert: 'entries', documents: [{a: 1}]}");

        assertThat(only().get("_id")).isInstanceOf(ObjectId.class);
    }

    @Test
    void takesNullForAnId() {
        insert("{_id: null, a: 1}");

        assertThat(only()).isEqualTo(json("{_id: null, a: 1}"));
    }

    @Test
    void refusesArraysForIds() {
        Document answer = run("{insert: 'entries', documents: [{_id: [1]}]}");

        assertThat(answer.getList("writeErrors", Document.class)).hasSize(1);
        assertThat(all()).isEmpty();
    }

    @Test
    void refusesAnIdThatIsTaken() {
        insert("{_id: 1, a: 1}");
        MongoWriteException refused =
                catchThrowableOfType(MongoWriteException.class, () -> entries.insertOne(json("{_id: 1, a: 2}")));

        assertThat(refused.getError().getCode()).isEqualTo(DUPLICATE_KEY);
        assertThat(refused.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY);
        assertThat(only()).isEqualTo(json("{_id: 1, a: 1}"));
    }

    @Test
    void namesTheIdThatIsTakenInTheError() {
        insert("{_id: 1}");
        Document error = onlyError(run("{insert: 'entries', documents: [{_id: 1, a: 2}]}"));

        assertThat(error).containsEntry("index", 0).containsEntry("code", DUPLICATE_KEY);
        assertThat(error.get("keyPattern")).isEqualTo(json("{_id: 1}"));
        assertThat(error.get("keyValue")).isEqualTo(json("{_id: 1}"));
        assertThat(error.getString("errmsg")).startsWith("E11000 duplicate key error collection: ");
    }

    @Test
    void namesTheIndexAndTheValuesThatAreTakenInTheError() {
        entries.createIndex(json("{a: 1, b: -1}"), new IndexOptions().unique(true));
        insert("{_id: 1, a: 'x', b: 2}");
        Document error = onlyError(run("{insert: 'entries', documents: [{_id: 2, a: 'x', b: 2, c: 3}]}"));

        assertThat(error.get("keyPattern")).isEqualTo(json("{a: 1, b: -1}"));
        assertThat(error.get("keyValue")).isEqualTo(json("{a: 'x', b: 2}"));
        assertThat(error.getString("errmsg")).contains("index: a_1_b_-1 dup key");
    }

    @Test
    void stopsAtTheFirstErrorInOrder() {
        insert("{_id: 2}");
        MongoBulkWriteException refused = bulk(true, "{_id: 1}", "{_id: 2}", "{_id: 3}");

        assertThat(refused.getWriteResult().getInsertedCount()).isEqualTo(1);
        assertThat(refused.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactly(1);
        assertThat(refused.getWriteErrors()).extracting(BulkWriteError::getCode).containsExactly(DUPLICATE_KEY);
        assertThat(ids("{}")).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void goesOnAfterErrorsWithoutOrder() {
        insert("{_id: 2}", "{_id: 4}");
        MongoBulkWriteException refused = bulk(false, "{_id: 1}", "{_id: 2}", "{_id: 3}", "{_id: 4}", "{_id: 5}");

        assertThat(refused.getWriteResult().getInsertedCount()).isEqualTo(3);
        assertThat(refused.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactly(1, 3);
        assertThat(ids("{}")).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    @Test
    void findsDuplicatesWithinOneInsert() {
        MongoBulkWriteException refused = bulk(false, "{_id: 1}", "{_id: 1}", "{_id: 2}");

        assertThat(refused.getWriteResult().getInsertedCount()).isEqualTo(2);
        assertThat(refused.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactly(1);
    }

    @Test
    void isOrderedUnlessToldOtherwise() {
        Document answer = run("{insert: 'entries', documents: [{_id: 1}, {_id: 1}, {_id: 2}]}");

        assertThat(answer).containsEntry("n", 1).containsEntry("ok", 1.0);
        assertThat(onlyError(answer)).containsEntry("index", 1);
        assertThat(ids("{}")).containsExactly(1);
    }

    @Test
    void countsWhatItInserted() {
        assertThat(run("{insert: 'entries', documents: [{_id: 1}, {_id: 2}]}"))
                .containsEntry("n", 2)
                .doesNotContainKey("writeErrors");
    }

    @Test
    void reportsAllErrorsWithoutOrder() {
        Document answer =
                run("{insert: 'entries', ordered: false, documents: [{_id: 1}, {_id: 1}, {_id: 1}, {_id: 2}]}");

        assertThat(answer).containsEntry("n", 2);
        assertThat(answer.getList("writeErrors", Document.class))
                .extracting(error -> error.get("index"))
                .containsExactly(1, 2);
    }

    private MongoBulkWriteException bulk(boolean ordered, String... jsons) {
        InsertManyOptions options = new InsertManyOptions().ordered(ordered);
        return catchThrowableOfType(MongoBulkWriteException.class, () -> entries.insertMany(jsons(jsons), options));
    }

    private static Document onlyError(Document answer) {
        List<Document> errors = answer.getList("writeErrors", Document.class);
        assertThat(errors).hasSize(1);
        return errors.getFirst();
    }
}
