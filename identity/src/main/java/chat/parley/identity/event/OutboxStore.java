package chat.parley.identity.event;

import chat.parley.protocol.event.IdentityEvent;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Collection `outbox`: events that the broker has not confirmed, keyed by time (8 bytes of milliseconds, 8 random).
@Component
class OutboxStore {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String ID = "_id";
    private static final String EVENT = "event";
    private static final HexFormat HEX = HexFormat.of();

    private final MongoCollection<Document> outbox;
    private final SecureRandom random;

    OutboxStore(MongoDatabase database, SecureRandom random) {
        this.outbox = database.getCollection("outbox");
        this.random = random;
    }

    Mono<Letter> add(IdentityEvent event, Instant now) {
        byte[] id = key(now, random.nextLong());
        Document letter = new Document(ID, new Binary(id)).append(EVENT, EventJson.text(event));
        return Mono.from(outbox.insertOne(letter)).timeout(PATIENCE).thenReturn(new Letter(HEX.formatHex(id), event));
    }

    /// The oldest of those from before this moment.
    Mono<List<Letter>> before(Instant moment, int limit) {
        return Flux.from(outbox.find(Filters.lt(ID, new Binary(key(moment, 0))))
                        .sort(Sorts.ascending(ID))
                        .limit(limit))
                .map(OutboxStore::letter)
                .collectList()
                .timeout(PATIENCE);
    }

    Mono<Void> remove(Letter letter) {
        return Mono.from(outbox.deleteOne(Filters.eq(ID, new Binary(HEX.parseHex(letter.id())))))
                .timeout(PATIENCE)
                .then();
    }

    private static Letter letter(Document found) {
        IdentityEvent event = EventJson.read(found.getString(EVENT));
        return new Letter(HEX.formatHex(found.get(ID, Binary.class).getData()), event);
    }

    private static byte[] key(Instant time, long tail) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(time.toEpochMilli())
                .putLong(tail)
                .array();
    }
}
