package chat.parley.embedded.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.file.Path;
import org.bson.Document;

/// A process of its own that writes until somebody kills it, and says on its output what was acknowledged.
final class EndlessWriter {
    private EndlessWriter() {}

    static void main(String[] args) {
        try (EmbeddedMongo mongo = EmbeddedMongo.inFolder(Path.of(args[0]));
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> entries = client.getDatabase("test").getCollection("entries");
            System.out.println(entries.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true)));
            for (int n = 1; ; n++) {
                entries.insertOne(
                        new Document("_id", n).append("key", "key-" + n).append("text", "x".repeat(300)));
                System.out.println(n);
            }
        }
    }
}
