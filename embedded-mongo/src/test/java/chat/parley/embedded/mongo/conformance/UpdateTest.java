package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import java.util.List;
import java.util.Objects;
import org.bson.BsonInt32;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// Which documents an update changes, and what it reports.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/command/update/">update</a>
final class UpdateTest extends Conformance {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final int IMMUTABLE = 66;
    private static final int DUPLICATE_KEY = 11000;

    @Test
    void changesOneDocument() {
        insert("{_id: 1, a: 1}", "{_id: 2, a: 1}");
        UpdateResult result = entries.updateOne(json("{a: 1}"), json("{$set: {b: 1}}"));

        assertThat(result.getMatchedCount()).isEqualTo(1);
        assertThat(result.getModifiedCount()).isEqualTo(1);
        assertThat(ids("{b: 1}")).hasSize(1);
    }

    @Test
    void changesAllDocumentsThatMatch() {
        insert("{_id: 1, a: 1}", "{_id: 2, a: 1, b: 1}", "{_id: 3, a: 2}");
        UpdateResult result = entries.updateMany(json("{a: 1}"), json("{$set: {b: 1}}"));

        assertThat(result.getMatchedCount()).isEqualTo(2);
        assertThat(result.getModifiedCount()).isEqualTo(1);
        assertThat(ids("{b: 1}")).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void changesEachDocumentOnceThoughItStillMatches() {
        insert("{_id: 1, a: 1}", "{_id: 2, a: 2}");
        entries.createIndex(json("{a: 1}"));
        entries.updateMany(json("{a: {$gte: 0}}"), json("{$inc: {a: 10}}"));

        assertThat(all()).isEqualTo(jsons("{_id: 1, a: 11}", "{_id: 2, a: 12}"));
    }

    @Test
    void changesNothingThatDoesNotMatch() {
        UpdateResult result = entries.updateMany(json("{a: 1}"), json("{$set: {b: 1}}"));

        assertThat(result.getMatchedCount()).isZero();
        assertThat(result.getUpsertedId()).isNull();
        assertThat(all()).isEmpty();
    }

    @Test
    void insertsWhatIsNotThere() {
        UpdateResult result = entries.updateOne(json("{_id: 5, a: 1}"), json("{$set: {b: 2}}"), UPSERT);

        assertThat(result.getMatchedCount()).isZero();
        assertThat(result.getUpsertedId()).isEqualTo(new BsonInt32(5));
        assertThat(only()).isEqualTo(json("{_id: 5, a: 1, b: 2}"));
    }

    @Test
    void insertsTheEqualitiesOfTheFilter() {
        entries.updateOne(json("{_id: 1, a: {$eq: 1}, b: {$gt: 5}, $and: [{c: 2}]}"), json("{$set: {d: 3}}"), UPSERT);

        assertThat(only()).isEqualTo(json("{_id: 1, a: 1, c: 2, d: 3}"));
    }

    @Test
    void insertsWithANewIdIfTheFilterHasNone() {
        UpdateResult result = entries.updateOne(json("{a: 1}"), json("{$inc: {n: 1}}"), UPSERT);

        assertThat(Objects.requireNonNull(result.getUpsertedId()).asObjectId().getValue())
                .isEqualTo(only().getObjectId("_id"));
    }

    @Test
    void changesWhatIsThereInsteadOfInserting() {
        insert("{_id: 1, a: 1}");
        UpdateResult result = entries.updateOne(json("{a: 1}"), json("{$set: {b: 2}}"), UPSERT);

        assertThat(result.getMatchedCount()).isEqualTo(1);
        assertThat(result.getUpsertedId()).isNull();
        assertThat(only()).isEqualTo(json("{_id: 1, a: 1, b: 2}"));
    }

    @Test
    void replacesAllButTheId() {
        insert("{_id: 1, a: 1, b: 2}");
        UpdateResult result = entries.replaceOne(json("{a: 1}"), json("{c: 3}"));

        assertThat(result.getModifiedCount()).isEqualTo(1);
        assertThat(only()).isEqualTo(json("{_id: 1, c: 3}"));
    }

    @Test
    void insertsAReplacementOfWhatIsNotThere() {
        entries.replaceOne(json("{_id: 7}"), json("{c: 3}"), new ReplaceOptions().upsert(true));

        assertThat(only()).isEqualTo(json("{_id: 7, c: 3}"));
    }

    @Test
    void refusesToChangeAnId() {
        insert("{_id: 1, a: 1}");

        assertThat(refused("{$set: {_id: 2}}")).isEqualTo(IMMUTABLE);
        assertThat(refused("{$unset: {_id: ''}}")).isEqualTo(IMMUTABLE);
        assertThat(only()).isEqualTo(json("{_id: 1, a: 1}"));
    }

    @Test
    void refusesAReplacementWithAnotherId() {
        insert("{_id: 1, a: 1}");
        MongoWriteException refused = catchThrowableOfType(
                MongoWriteException.class, () -> entries.replaceOne(json("{a: 1}"), json("{_id: 2, a: 1}")));

        assertThat(refused.getCode()).isEqualTo(IMMUTABLE);
        assertThat(only()).isEqualTo(json("{_id: 1, a: 1}"));
    }

    @Test
    void acceptsTheSameId() {
        insert("{_id: 1, a: 1}");
        entries.updateOne(json("{a: 1}"), json("{$set: {_id: 1, a: 2}}"));

        assertThat(only()).isEqualTo(json("{_id: 1, a: 2}"));
    }

    @Test
    void refusesValuesThatAreTakenAndNamesThem() {
        entries.createIndex(json("{a: 1}"), new IndexOptions().unique(true));
        insert("{_id: 1, a: 1}", "{_id: 2, a: 2}");
        Document answer = run("{update: 'entries', updates: [{q: {_id: 2}, u: {$set: {a: 1}}}]}");
        Document error = answer.getList("writeErrors", Document.class).getFirst();

        assertThat(answer).containsEntry("n", 0).containsEntry("nModified", 0);
        assertThat(error).containsEntry("index", 0).containsEntry("code", DUPLICATE_KEY);
        assertThat(error.get("keyPattern")).isEqualTo(json("{a: 1}"));
        assertThat(error.get("keyValue")).isEqualTo(json("{a: 1}"));
        assertThat(all()).isEqualTo(jsons("{_id: 1, a: 1}", "{_id: 2, a: 2}"));
    }

    @Test
    void stopsAtTheFirstErrorInOrder() {
        Document answer = run(threeUpdates(true));

        assertThat(indexes(answer)).containsExactly(1);
        assertThat(answer).containsEntry("n", 1).containsEntry("nModified", 1);
        assertThat(all()).isEqualTo(jsons("{_id: 1, a: 1}"));
    }

    @Test
    void goesOnAfterErrorsWithoutOrder() {
        Document answer = run(threeUpdates(false));

        assertThat(indexes(answer)).containsExactly(1);
        assertThat(answer).containsEntry("n", 2).containsEntry("nModified", 2);
        assertThat(all()).isEqualTo(jsons("{_id: 1, a: 1, b: 1}"));
    }

    private Document threeUpdates(boolean ordered) {
        insert("{_id: 1}");
        return json("{update: 'entries', updates: [{q: {_id: 1}, u: {$set: {a: 1}}},"
                        + " {q: {_id: 1}, u: {$set: {_id: 2}}}, {q: {_id: 1}, u: {$set: {b: 1}}}]}")
                .append("ordered", ordered);
    }

    private static List<Object> indexes(Document answer) {
        return answer.getList("writeErrors", Document.class).stream()
                .map(error -> error.get("index"))
                .toList();
    }

    private int refused(String update) {
        return catchThrowableOfType(MongoWriteException.class, () -> entries.updateOne(json("{_id: 1}"), json(update)))
                .getCode();
    }
}
