package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.List;
import org.bson.BsonInt32;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// Several writes of several kinds.
///
/// @see <a href="https://www.mongodb.com/docs/manual/core/bulk-write-operations/">Bulk write operations</a>
final class BulkWriteTest extends Conformance {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    @Test
    void writesInTheGivenOrder() {
        BulkWriteResult result = entries.bulkWrite(List.of(
                insertion("{_id: 1, a: 1}"),
                insertion("{_id: 2, a: 1}"),
                new UpdateManyModel<>(json("{a: 1}"), json("{$inc: {a: 1}}")),
                new ReplaceOneModel<>(json("{_id: 1}"), json("{b: 1}")),
                new DeleteOneModel<>(json("{_id: 2}")),
                insertion("{_id: 2, c: 1}")));

        assertThat(result.getInsertedCount()).isEqualTo(3);
        assertThat(result.getModifiedCount()).isEqualTo(3);
        assertThat(result.getDeletedCount()).isEqualTo(1);
        assertThat(all()).isEqualTo(jsons("{_id: 1, b: 1}", "{_id: 2, c: 1}"));
    }

    @Test
    void reportsTheIdsOfWhatItInserted() {
        insert("{_id: 1}");
        BulkWriteResult result = entries.bulkWrite(List.of(
                upsertion("{_id: 1}", "{$set: {a: 1}}"),
                upsertion("{_id: 2}", "{$set: {a: 1}}"),
                upsertion("{_id: 3}", "{$set: {a: 1}}")));

        assertThat(result.getMatchedCount()).isEqualTo(1);
        assertThat(result.getUpserts()).extracting(upsert -> upsert.getIndex()).containsExactly(1, 2);
        assertThat(result.getUpserts())
                .extracting(upsert -> upsert.getId())
                .containsExactly(new BsonInt32(2), new BsonInt32(3));
    }

    @Test
    void stopsAtTheFirstErrorInOrder() {
        MongoBulkWriteException refused = refused(true);

        assertThat(refused.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactly(1);
        assertThat(refused.getWriteResult().getInsertedCount()).isEqualTo(1);
        assertThat(ids("{}")).containsExactlyInAnyOrder(1, 2);
        assertThat(ids("{a: 1}")).isEmpty();
    }

    @Test
    void goesOnAfterErrorsWithoutOrder() {
        MongoBulkWriteException refused = refused(false);

        assertThat(refused.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactly(1);
        assertThat(refused.getWriteResult().getInsertedCount()).isEqualTo(2);
        assertThat(ids("{}")).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(ids("{a: 1}")).containsExactly(1);
    }

    @Test
    void stopsAtTheFirstRefusedUpdateInOrder() {
        insert("{_id: 1, a: 'x'}");
        List<WriteModel<Document>> writes = List.of(
                new UpdateOneModel<>(json("{_id: 1}"), json("{$set: {b: 1}}")),
                new UpdateOneModel<>(json("{_id: 1}"), json("{$inc: {a: 1}}")),
                new UpdateOneModel<>(json("{_id: 1}"), json("{$set: {c: 1}}")),
                new DeleteManyModel<>(json("{}")));
        MongoBulkWriteException refused =
                catchThrowableOfType(MongoBulkWriteException.class, () -> entries.bulkWrite(writes));

        assertThat(refused.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactly(1);
        assertThat(refused.getWriteResult().getModifiedCount()).isEqualTo(1);
        assertThat(only()).isEqualTo(json("{_id: 1, a: 'x', b: 1}"));
    }

    private MongoBulkWriteException refused(boolean ordered) {
        insert("{_id: 1}");
        List<WriteModel<Document>> writes = List.of(
                insertion("{_id: 2}"),
                insertion("{_id: 1}"),
                insertion("{_id: 3}"),
                new UpdateOneModel<>(json("{_id: 1}"), json("{$set: {a: 1}}")));
        return catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> entries.bulkWrite(writes, new BulkWriteOptions().ordered(ordered)));
    }

    private static WriteModel<Document> insertion(String document) {
        return new InsertOneModel<>(json(document));
    }

    private static WriteModel<Document> upsertion(String filter, String update) {
        return new UpdateOneModel<>(json(filter), json(update), UPSERT);
    }
}
