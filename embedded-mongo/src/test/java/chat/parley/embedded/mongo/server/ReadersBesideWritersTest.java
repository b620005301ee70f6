package chat.parley.embedded.mongo.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReadersBesideWritersTest {
    private static final int PEOPLE = 20;
    private static final int READS = 300;
    private static final int READERS = 6;

    private final EmbeddedMongo mongo = EmbeddedMongo.temporary();
    private final MongoClient client = MongoClients.create(mongo.uri());
    private final MongoCollection<Document> people = client.getDatabase("test").getCollection("people");

    @AfterEach
    void close() {
        client.close();
        mongo.close();
    }

    @Test
    void everyReadIsWholeWhileSingleDocumentsAreUpdated() throws InterruptedException {
        insertPeople();
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int n = 0; !done.get(); n++) {
                people.updateOne(Filters.eq("_id", n % PEOPLE), Updates.inc("visits", 1));
            }
        });
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < READS; i++) {
            sizes.add(people.distinct("name", String.class)
                    .into(new ArrayList<>())
                    .size());
        }
        done.set(true);
        writer.join();
        assertThat(sizes).containsOnly(PEOPLE);
    }

    @Test
    void everyReadIsWholeWhileAnIndexComesAndGoes() throws InterruptedException {
        insertPeople();
        AtomicBoolean done = new AtomicBoolean();
        Set<Integer> sizes = ConcurrentHashMap.newKeySet();
        List<Thread> readers = IntStream.range(0, READERS)
                .mapToObj(n -> Thread.ofPlatform().start(() -> readUntil(done, sizes)))
                .toList();
        for (int i = 0; i < READS; i++) {
            people.dropIndex(people.createIndex(Indexes.ascending("all")));
        }
        done.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(sizes).containsExactly(PEOPLE);
    }

    private void readUntil(AtomicBoolean done, Set<Integer> sizes) {
        while (!done.get()) {
            sizes.add(people.find(Filters.eq("all", 1)).into(new ArrayList<>()).size());
        }
    }

    @Test
    void aLookupWithAPipelineOfItsOwnReadsAllOfTheOtherCollection() {
        insertPeople();
        MongoCollection<Document> visits = client.getDatabase("test").getCollection("visits");
        visits.insertMany(IntStream.range(0, 200)
                .mapToObj(n -> new Document("_id", n).append("person", n % PEOPLE))
                .toList());
        List<Document> joined = people.aggregate(List.of(
                        Document.parse("{$match: {_id: {$lt: 3}}}"),
                        Document.parse("{$lookup: {from: 'visits', let: {id: '$_id'}, as: 'visits', pipeline: ["
                                + "{$match: {$expr: {$eq: ['$person', '$$id']}}}]}}")))
                .into(new ArrayList<>());
        assertThat(joined)
                .hasSize(3)
                .allSatisfy(person ->
                        assertThat(person.getList("visits", Document.class)).hasSize(10));
    }

    private void insertPeople() {
        people.insertMany(IntStream.range(0, PEOPLE)
                .mapToObj(
                        n -> new Document("_id", n).append("name", "name " + n).append("all", 1))
                .toList());
    }
}
