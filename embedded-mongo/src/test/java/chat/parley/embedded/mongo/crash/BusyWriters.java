package chat.parley.embedded.mongo.crash;

import chat.parley.embedded.mongo.EmbeddedMongo;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/// A process of its own in which several threads insert pairs of documents and count them until somebody kills it. Says
/// `writer n` on its output when both documents and the count were acknowledged.
final class BusyWriters {
    static final int WRITERS = 8;

    private BusyWriters() {}

    static void main(String[] args) throws InterruptedException {
        try (EmbeddedMongo mongo = EmbeddedMongo.inFolder(Path.of(args[0]));
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoDatabase database = client.getDatabase("test");
            String ignored = database.getCollection("entries")
                    .createIndex(Indexes.ascending("writer", "n"), new IndexOptions().unique(true));
            System.out.println("ready");
            List<Thread> threads = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                threads.add(Thread.ofPlatform().start(() -> write(database, number)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void write(MongoDatabase database, int writer) {
        MongoCollection<Document> entries = database.getCollection("entries");
        MongoCollection<Document> counts = database.getCollection("counts");
        Document last = entries.find(Filters.eq("writer", writer))
                .sort(Sorts.descending("n"))
                .first();
        for (int n = last == null ? 2 : last.getInteger("n") + 2; ; n += 2) {
            entries.insertMany(List.of(entry(writer, n - 1), entry(writer, n)));
            counts.updateOne(Filters.eq("_id", writer), Updates.max("n", n), new UpdateOptions().upsert(true));
            System.out.println(writer + " " + n);
        }
    }

    private static Document entry(int writer, int n) {
        return new Document("_id", writer + "-" + n)
                .append("writer", writer)
                .append("n", n)
                .append("text", "x".repeat(300));
    }
}
