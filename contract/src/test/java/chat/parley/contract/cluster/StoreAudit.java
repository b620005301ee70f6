package chat.parley.contract.cluster;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import reactor.core.publisher.Flux;

/// Reads the log past all nodes.
public final class StoreAudit implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ID_BYTES = 12;

    private final MongoClient client;
    private final MongoCollection<Document> messages;

    StoreAudit(String uri) {
        client = MongoClients.create(com.mongodb.MongoClientSettings.builder()
                .applyConnectionString(new com.mongodb.ConnectionString(uri))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .build());
        messages = client.getDatabase(Stores.DATABASE).getCollection("messages");
    }

    /// One entry as it is stored; the two last are empty for notices.
    public record Entry(String chat, long seq, String clientMessageId, String text) {
        /// As clients see it.
        public String id() {
            return chat + "-" + seq;
        }
    }

    /// All entries of a conversation in order.
    public List<Entry> entries(String chat) {
        return all(eq("chatId", id(chat))).stream()
                .map(StoreAudit::entry)
                .sorted(Comparator.comparingLong(Entry::seq))
                .toList();
    }

    /// The last seq; 0 where there is none.
    public long head(String chat) {
        return newest(eq("chatId", id(chat)));
    }

    /// The last notice of this kind about this person; 0 where there is none.
    public long notice(String chat, String kind, String user) {
        return newest(and(eq("chatId", id(chat)), eq("notice", kind), eq("subjects", id(user))));
    }

    @Override
    public void close() {
        client.close();
    }

    private long newest(Bson filter) {
        List<Document> found = Flux.from(
                        messages.find(filter).sort(descending("_id")).limit(1))
                .collectList()
                .block(PATIENCE);
        return found == null || found.isEmpty() ? 0 : entry(found.getFirst()).seq();
    }

    private List<Document> all(Bson filter) {
        return Objects.requireNonNull(
                Flux.from(messages.find(filter)).collectList().block(PATIENCE));
    }

    private static Binary id(String hex) {
        return new Binary(HexFormat.of().parseHex(hex));
    }

    private static Entry entry(Document document) {
        byte[] key = document.get("_id", Binary.class).getData();
        String chat = HexFormat.of().formatHex(key, 0, ID_BYTES);
        long seq = ByteBuffer.wrap(key).getLong(ID_BYTES);
        String text = document.getString("text");
        return text == null
                ? new Entry(chat, seq, "", "")
                : new Entry(
                        chat, seq, document.get("clientMessageId", UUID.class).toString(), text);
    }
}
