package chat.parley.identity.profile;

import chat.parley.protocol.id.UserId;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The fields of `users` that people fill in themselves.
@Component
class ProfileStore {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    static final String HANDLE = "handle";
    static final String MARK = "handleMark";

    private final MongoCollection<Document> users;

    ProfileStore(MongoDatabase database) {
        this.users = database.getCollection("users");
    }

    /// Sets these fields, all at once. The claim as it was before, so that of several changes at the same time each
    /// knows which handle it put an end to; empty when the account is gone.
    Mono<HandleClaim> set(UserId id, Map<String, String> fields) {
        return Mono.from(users.findOneAndUpdate(
                        Filters.eq("_id", new Binary(id.bytes())),
                        Updates.combine(fields.entrySet().stream()
                                .map(field -> Updates.set(field.getKey(), field.getValue()))
                                .toList()),
                        new FindOneAndUpdateOptions()
                                .returnDocument(ReturnDocument.BEFORE)
                                .projection(Projections.include(HANDLE, MARK))))
                .map(before -> new HandleClaim(before.get(HANDLE, ""), before.get(MARK, "")))
                .timeout(PATIENCE);
    }
}
