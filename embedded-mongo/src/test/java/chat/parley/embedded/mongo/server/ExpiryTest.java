package chat.parley.embedded.mongo.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// https://www.mongodb.com/docs/manual/core/index-ttl/
final class ExpiryTest {
    private EmbeddedMongo mongo = EmbeddedMongo.temporary();
    private MongoClient client = MongoClients.create(mongo.uri());
    private MongoCollection<Document> sessions = client.getDatabase("test").getCollection("sessions");

    @BeforeEach
    void index() {
        assertThat(sessions.createIndex(Indexes.ascending("at"), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS)))
                .isEqualTo("at_1");
    }

    @AfterEach
    void close() {
        client.close();
        mongo.close();
    }

    @Test
    void removesWhatIsOlderThanItsTimeAndNothingElse() {
        insert(1, Instant.now().minusSeconds(61));
        insert(2, Instant.now().minusSeconds(30));
        insert(3, "no date");
        sessions.insertOne(new Document("_id", 4));
        insert(5, List.of(Instant.now(), Instant.now().minusSeconds(100)));
        mongo.expire();
        assertThat(ids()).containsExactly(2, 3, 4);
    }

    @Test
    void removesManyAPartAtATime() {
        Instant old = Instant.now().minusSeconds(100);
        sessions.insertMany(IntStream.range(0, 1_700)
                .mapToObj(n -> new Document("_id", n).append("at", old))
                .toList());
        mongo.expire();
        assertThat(sessions.countDocuments()).isZero();
        assertThat(sessions.estimatedDocumentCount()).isZero();
        assertThat(mongo.scans()).isEmpty();
    }

    private void insert(int id, Object at) {
        sessions.insertOne(new Document("_id", id).append("at", at));
    }

    private List<Integer> ids() {
        return sessions.find().map(document -> document.getInteger("_id")).into(new ArrayList<>());
    }
}
