package chat.parley.embedded.mongo.crash;

import chat.parley.embedded.mongo.EmbeddedMongo;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bson.Document;
import org.bson.types.Binary;

/// A process of its own on a small disk: fills it, says what it was answered, and what it finds afterwards.
final class DiskFiller {
    private static final int DOCUMENT_BYTES = 20_000;
    private static final int RESERVE_BYTES = 6 * 1024 * 1024;

    private static final Random RANDOM = new Random(1);

    private DiskFiller() {}

    static void main(String[] args) throws IOException {
        Path disk = Path.of(args[0]);
        Path reserve = disk.resolve("reserve");
        Files.write(reserve, new byte[RESERVE_BYTES]);
        int written;
        try (EmbeddedMongo mongo = EmbeddedMongo.inFolder(disk.resolve("data"));
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> blobs = client.getDatabase("test").getCollection("blobs");
            written = fill(blobs);
            System.out.println("readable " + (blobs.countDocuments() == written));
        }
        Files.delete(reserve);
        try (EmbeddedMongo mongo = EmbeddedMongo.inFolder(disk.resolve("data"));
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> blobs = client.getDatabase("test").getCollection("blobs");
            System.out.println("kept " + (blobs.countDocuments() == written));
            blobs.insertOne(blob(written));
            System.out.println("writes again " + (blobs.countDocuments() == written + 1));
        }
    }

    private static int fill(MongoCollection<Document> blobs) {
        for (int n = 0; ; n++) {
            try {
                blobs.insertOne(blob(n));
            } catch (MongoException e) {
                System.out.println("refused with " + e.getCode());
                return n;
            }
        }
    }

    private static Document blob(int n) {
        byte[] noise = new byte[DOCUMENT_BYTES];
        RANDOM.nextBytes(noise);
        return new Document("_id", n).append("noise", new Binary(noise));
    }
}
