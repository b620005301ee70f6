package chat.parley.messaging.conversation;

import static com.mongodb.client.model.Filters.eq;

import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Collection `pairs`: two people → their one conversation. The key is inserted first, so that however many ask at
/// once, on however many nodes, they get the same answer.
@Component
class PairStore {
    private static final Duration TIMEOUT = Duration.ofSeconds(6);

    private final SecureRandom random = new SecureRandom();
    private final MongoCollection<Document> pairs;

    PairStore(MongoDatabase database) {
        pairs = database.getCollection("pairs")
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true).withWTimeout(5, TimeUnit.SECONDS));
    }

    Mono<ChatId> findOrReserve(UserId one, UserId other) {
        Binary key = key(one, other);
        return find(key).switchIfEmpty(Mono.defer(() -> reserve(key))).timeout(TIMEOUT);
    }

    private Mono<ChatId> find(Binary key) {
        return Mono.from(pairs.find(eq("_id", key)).first())
                .map(pair -> ChatId.of(pair.get("chatId", Binary.class).getData()));
    }

    private Mono<ChatId> reserve(Binary key) {
        ChatId chatId = ChatId.random(random);
        return Mono.from(pairs.insertOne(new Document("_id", key).append("chatId", new Binary(chatId.bytes()))))
                .thenReturn(chatId)
                .onErrorResume(PairStore::isTaken, taken -> find(key));
    }

    private static boolean isTaken(Throwable error) {
        return error instanceof MongoWriteException write
                && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    private static Binary key(UserId one, UserId other) {
        boolean ordered = one.compareTo(other) < 0;
        return new Binary(ByteBuffer.allocate(2 * UserId.BYTES)
                .put((ordered ? one : other).bytes())
                .put((ordered ? other : one).bytes())
                .array());
    }
}
