package chat.parley.messaging.receipt;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;

import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The watermarks in collection `members`: written with `$max`, so that they only grow whoever comes first.
@Component
class ReceiptStore {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final FindOneAndUpdateOptions BEFORE =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.BEFORE);

    /// Watermarks before and after a write.
    record Moved(Receipt before, Receipt after) {
        boolean changed() {
            return !before.equals(after);
        }
    }

    private final MongoCollection<Document> members;

    ReceiptStore(MongoDatabase database) {
        members = database.getCollection("members")
                .withWriteConcern(WriteConcern.MAJORITY.withWTimeout(5, TimeUnit.SECONDS));
    }

    /// Raises the watermarks to at least these; empty where the person is no member.
    Mono<Moved> raise(ChatId chatId, Receipt to) {
        Bson row = and(eq("_id", key(chatId, to.userId())), ne("role", "gone"));
        Bson higher = Updates.combine(
                Updates.max("delivered", to.delivered()),
                Updates.max("read", to.read()),
                Updates.max("readOrdinal", to.readOrdinal()));
        return Mono.from(members.findOneAndUpdate(row, higher, BEFORE))
                .timeout(TIMEOUT)
                .map(before -> moved(before, to));
    }

    private static Moved moved(Document row, Receipt to) {
        Receipt before =
                new Receipt(to.userId(), number(row, "delivered"), number(row, "read"), number(row, "readOrdinal"));
        Receipt after = new Receipt(
                to.userId(),
                Math.max(before.delivered(), to.delivered()),
                Math.max(before.read(), to.read()),
                Math.max(before.readOrdinal(), to.readOrdinal()));
        return new Moved(before, after);
    }

    private static long number(Document row, String field) {
        return row.get(field, Number.class).longValue();
    }

    private static Binary key(ChatId chatId, UserId userId) {
        return new Binary(ByteBuffer.allocate(ChatId.BYTES + UserId.BYTES)
                .put(chatId.bytes())
                .put(userId.bytes())
                .array());
    }
}
