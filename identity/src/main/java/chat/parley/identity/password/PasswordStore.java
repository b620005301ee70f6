package chat.parley.identity.password;

import chat.parley.protocol.id.UserId;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The hash of a password, in the field `password` of its person's document in `users`; read by nobody else.
@Component
class PasswordStore {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String PASSWORD = "password";

    private final MongoCollection<Document> users;

    PasswordStore(MongoDatabase database) {
        this.users = database.getCollection("users");
    }

    /// Empty for who has none.
    Mono<String> hashOf(UserId id) {
        return Mono.from(users.find(hasId(id))
                        .projection(Projections.include(PASSWORD))
                        .first())
                .mapNotNull(user -> user.getString(PASSWORD))
                .timeout(PATIENCE);
    }

    Mono<Void> set(UserId id, String hash) {
        return update(id, Updates.set(PASSWORD, hash));
    }

    Mono<Void> remove(UserId id) {
        return update(id, Updates.unset(PASSWORD));
    }

    private Mono<Void> update(UserId id, Bson change) {
        return Mono.from(users.updateOne(hasId(id), change)).then().timeout(PATIENCE);
    }

    private static Bson hasId(UserId id) {
        return Filters.eq("_id", new Binary(id.bytes()));
    }
}
