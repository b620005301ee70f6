package chat.parley.embedded.mongo.benchmark;

import chat.parley.embedded.mongo.EmbeddedMongo;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.types.Binary;

/// Makes the newest conversation of a stopped Parley long: `ManyMessages DATA/mongo COUNT` appends that many messages,
/// a second apart, as its members might have written them.
final class ManyMessages {
    private static final int BATCH = 1_000;
    private static final int CHAT_BYTES = 12;

    private ManyMessages() {}

    static void main(String[] args) {
        long count = Long.parseLong(args[1]);
        try (EmbeddedMongo mongo = EmbeddedMongo.inFolder(Path.of(args[0]));
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> messages = client.getDatabase("parley").getCollection("messages");
            Document last = Objects.requireNonNull(messages.find(Filters.exists("text"))
                    .sort(Sorts.descending("_id"))
                    .first());
            Instant start = Instant.now();
            for (long done = 0; done < count; done += BATCH) {
                long from = done;
                messages.insertMany(LongStream.rangeClosed(1, BATCH)
                        .mapToObj(n -> next(last, from + n))
                        .toList());
            }
            System.out.printf(
                    "%d messages in %d s%n",
                    count, Duration.between(start, Instant.now()).toSeconds());
        }
    }

    private static Document next(Document last, long n) {
        UUID id = UUID.nameUUIDFromBytes(key(last.get("_id", Binary.class), n).getData());
        Document message = new Document(last);
        message.put("_id", key(last.get("_id", Binary.class), n));
        message.put("clientMessageId", new Binary((byte) 4, bytes(id)));
        message.put("ordinal", last.getLong("ordinal") + n);
        message.put("text", "Number " + n + ": the quick brown fox jumps over the lazy dog, and over it again.");
        message.put("createdAt", last.getDate("createdAt").toInstant().plusSeconds(n));
        return message;
    }

    private static Binary key(Binary last, long n) {
        ByteBuffer key = ByteBuffer.wrap(last.getData().clone());
        return new Binary(key.putLong(CHAT_BYTES, key.getLong(CHAT_BYTES) + n).array());
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
