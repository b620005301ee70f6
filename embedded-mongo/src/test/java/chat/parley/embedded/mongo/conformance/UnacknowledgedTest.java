package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Writes for whose answer nobody waits.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/write-concern/">Write concern w: 0</a>
final class UnacknowledgedTest extends Conformance {
    private MongoCollection<Document> careless;

    @BeforeEach
    void dropTheConcern() {
        careless = entries.withWriteConcern(WriteConcern.UNACKNOWLEDGED);
    }

    @Test
    void writesAllTheSame() {
        insert("{_id: 1}", "{_id: 2}");

        assertThat(careless.insertOne(json("{_id: 3}")).wasAcknowledged()).isFalse();
        assertThat(careless.updateOne(json("{_id: 1}"), json("{$set: {a: 1}}")).wasAcknowledged())
                .isFalse();
        assertThat(careless.deleteOne(json("{_id: 2}")).wasAcknowledged()).isFalse();
        awaitDocuments("{_id: 1, a: 1}", "{_id: 3}");
    }

    @Test
    void saysNothingOfWhatFails() {
        insert("{_id: 1}");

        assertThat(careless.insertOne(json("{_id: 1, a: 1}")).wasAcknowledged()).isFalse();
        assertThat(careless.insertOne(json("{_id: 2}")).wasAcknowledged()).isFalse();
        awaitDocuments("{_id: 1}", "{_id: 2}");
    }

    @Test
    void answersACommandThatWaitsNevertheless() {
        Document answer = run("{insert: 'entries', documents: [{_id: 1}], writeConcern: {w: 0}}");

        assertThat(answer).containsEntry("ok", 1.0);
        assertThat(ids("{}")).containsExactly(1);
    }

    /// Until the class's time is over.
    private void awaitDocuments(String... expected) {
        List<Document> all = jsons(expected);
        while (!all().equals(all)) {
            Thread.onSpinWait();
        }
    }
}
