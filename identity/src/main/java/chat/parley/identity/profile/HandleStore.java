package chat.parley.identity.profile;

import chat.parley.protocol.id.UserId;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Whose each handle is: collection `handles`, `_id` = handle. Unique without a secondary index, as addresses are.
@Component
class HandleStore {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String ID = "_id";
    private static final String OWNER = "userId";
    private static final String MARK = "mark";

    private final MongoCollection<Document> handles;

    HandleStore(MongoDatabase database) {
        this.handles = database.getCollection("handles");
    }

    /// Makes the handle this person's, if it is free or theirs already. The mark of this claim; empty when it is
    /// somebody else's.
    Mono<String> claim(String handle, UserId id) {
        String mark = UUID.randomUUID().toString();
        return Mono.from(
                        handles.updateOne(owned(handle, id), Updates.set(MARK, mark), new UpdateOptions().upsert(true)))
                .thenReturn(mark)
                .onErrorResume(HandleStore::isTaken, taken -> Mono.empty())
                .timeout(PATIENCE);
    }

    /// Gives it back, unless it was claimed again since.
    Mono<Void> release(String handle, UserId id, String mark) {
        return Mono.from(handles.deleteOne(Filters.and(owned(handle, id), Filters.eq(MARK, mark))))
                .then()
                .timeout(PATIENCE);
    }

    private static Bson owned(String handle, UserId id) {
        return Filters.and(Filters.eq(ID, handle), Filters.eq(OWNER, new Binary(id.bytes())));
    }

    private static boolean isTaken(Throwable error) {
        return error instanceof MongoWriteException write
                && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }
}
