package chat.parley.identity.block;

import chat.parley.protocol.Limits;
import chat.parley.protocol.account.BlockBodies.BlockedBy;
import chat.parley.protocol.id.UserId;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Collection `blocks`: one document per person, with everybody whom that person blocked. It is bounded, so that it is
/// read in one go by its key; whom a person is blocked by is never asked.
@Component
class BlockStore {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String ID = "_id";
    private static final String BLOCKED = "users";
    /// Exists where the list is full.
    private static final String LAST = BLOCKED + "." + (Limits.BLOCKS_PER_USER - 1);

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<Document> blocks;

    BlockStore(MongoDatabase database) {
        this.blocks = database.getCollection("blocks");
    }

    Mono<List<UserId>> of(UserId user) {
        return Mono.from(blocks.find(hasId(user)).first())
                .timeout(PATIENCE)
                .map(BlockStore::blocked)
                .defaultIfEmpty(List.of());
    }

    /// Of those who blocked somebody.
    Flux<BlockedBy> of(Collection<UserId> users) {
        List<Binary> ids = users.stream().map(BlockStore::binary).toList();
        return Flux.from(blocks.find(Filters.in(ID, ids)).limit(Math.max(1, ids.size())))
                .map(found -> new BlockedBy(userId(found.get(ID, Binary.class)), blocked(found)))
                .timeout(PATIENCE);
    }

    /// False when the list is full.
    Mono<Boolean> add(UserId user, UserId other) {
        Bson room = Filters.and(hasId(user), Filters.exists(LAST, false));
        return Mono.from(blocks.updateOne(room, Updates.addToSet(BLOCKED, binary(other)), UPSERT))
                .timeout(PATIENCE)
                .thenReturn(true)
                .onErrorResume(BlockStore::isTaken, exists -> addToExisting(user, other));
    }

    Mono<Void> remove(UserId user, UserId other) {
        return Mono.from(blocks.updateOne(hasId(user), Updates.pull(BLOCKED, binary(other))))
                .timeout(PATIENCE)
                .then();
    }

    /// The document is there: it was made this very moment, or it is full, perhaps with this person among them.
    private Mono<Boolean> addToExisting(UserId user, UserId other) {
        Bson room =
                Filters.and(hasId(user), Filters.or(Filters.exists(LAST, false), Filters.eq(BLOCKED, binary(other))));
        return Mono.from(blocks.updateOne(room, Updates.addToSet(BLOCKED, binary(other))))
                .timeout(PATIENCE)
                .map(BlockStore::isFound);
    }

    private static boolean isFound(UpdateResult result) {
        return result.getMatchedCount() > 0;
    }

    private static boolean isTaken(Throwable error) {
        return error instanceof MongoWriteException write
                && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    private static List<UserId> blocked(Document found) {
        return found.getList(BLOCKED, Binary.class, List.of()).stream()
                .map(BlockStore::userId)
                .toList();
    }

    private static Bson hasId(UserId user) {
        return Filters.eq(ID, binary(user));
    }

    private static UserId userId(Binary value) {
        return UserId.of(value.getData());
    }

    private static Binary binary(UserId user) {
        return new Binary(user.bytes());
    }
}
