package chat.parley.identity.rights;

import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.account.AdminBodies.AccountPage;
import chat.parley.protocol.account.AdminBodies.AccountView;
import chat.parley.protocol.account.AdminBodies.Suspension;
import chat.parley.protocol.id.UserId;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Role and suspension in collection `users`, and accounts in the order of collection `emails`, whose keys are the
/// addresses.
@Component
class RightsStore {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String ID = "_id";
    private static final String ROLE = "role";
    private static final String SUSPENSION = "suspension";
    private static final String OWNER = "userId";
    private static final String EMAIL = "email";
    /// Behind every address that goes on from a beginning: addresses are ASCII.
    private static final String LAST = "\uffff";

    private final MongoCollection<Document> users;
    private final MongoCollection<Document> emails;

    RightsStore(MongoDatabase database) {
        this.users = database.getCollection("users");
        this.emails = database.getCollection("emails");
    }

    Mono<Void> setRole(UserId id, AccountRole role) {
        return Mono.from(users.updateOne(hasId(id), Updates.set(ROLE, role.value())))
                .timeout(PATIENCE)
                .then();
    }

    /// Whether it was done: not for who has got a role higher than `most` meanwhile.
    Mono<Boolean> suspend(UserId id, AccountRole most, Suspension suspension) {
        Document why = new Document("at", Date.from(suspension.at()))
                .append("by", new Binary(suspension.by().bytes()))
                .append("reason", suspension.reason());
        return unlessHigher(id, most, Updates.set(SUSPENSION, why));
    }

    /// The same the other way.
    Mono<Boolean> unsuspend(UserId id, AccountRole most) {
        return unlessHigher(id, most, Updates.unset(SUSPENSION));
    }

    private Mono<Boolean> unlessHigher(UserId id, AccountRole most, Bson change) {
        List<String> higher = most.higher().stream().map(AccountRole::value).toList();
        return Mono.from(users.updateOne(Filters.and(hasId(id), Filters.nin(ROLE, higher)), change))
                .timeout(PATIENCE)
                .map(result -> result.getMatchedCount() > 0);
    }

    /// From behind `after`, bounded on both sides. A page may hold fewer than asked for although more follow.
    Mono<AccountPage> page(String beginning, String after, int limit) {
        Bson from = after.compareTo(beginning) > 0 ? Filters.gt(ID, after) : Filters.gte(ID, beginning);
        Bson range = Filters.and(from, Filters.lt(ID, beginning + LAST));
        return Flux.from(emails.find(range).sort(Sorts.ascending(ID)).limit(limit))
                .collectList()
                .timeout(PATIENCE)
                .flatMap(addresses -> page(addresses, limit));
    }

    private Mono<AccountPage> page(List<Document> addresses, int limit) {
        String next = addresses.size() < limit ? null : addresses.getLast().getString(ID);
        List<Binary> owners = addresses.stream()
                .map(address -> address.get(OWNER, Binary.class))
                .toList();
        return Flux.from(users.find(Filters.in(ID, owners)).limit(Math.max(1, owners.size())))
                .collectMap(user -> user.get(ID, Binary.class), Function.identity())
                .timeout(PATIENCE)
                .map(found -> new AccountPage(inOrder(addresses, found), next));
    }

    private static List<AccountView> inOrder(List<Document> addresses, Map<Binary, Document> found) {
        return addresses.stream()
                .flatMap(address -> present(address, found.get(address.get(OWNER, Binary.class))))
                .toList();
    }

    /// An address that is claimed and not (or no longer) an account's own shows nothing.
    private static Stream<AccountView> present(Document address, @Nullable Document user) {
        return user != null && address.getString(ID).equals(user.getString(EMAIL))
                ? Stream.of(view(user))
                : Stream.empty();
    }

    private static AccountView view(Document user) {
        return new AccountView(
                UserId.of(user.get(ID, Binary.class).getData()),
                user.getString(EMAIL),
                user.getString("name"),
                AccountRole.of(user.getString(ROLE)).orElse(AccountRole.USER),
                user.getDate("createdAt").toInstant(),
                suspension(user.get(SUSPENSION, Document.class)));
    }

    private static @Nullable Suspension suspension(@Nullable Document why) {
        return why == null
                ? null
                : new Suspension(
                        why.getDate("at").toInstant(),
                        UserId.of(why.get("by", Binary.class).getData()),
                        why.getString("reason"));
    }

    private static Bson hasId(UserId id) {
        return Filters.eq(ID, new Binary(id.bytes()));
    }
}
