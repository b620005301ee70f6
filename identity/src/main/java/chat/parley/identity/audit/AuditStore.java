package chat.parley.identity.audit;

import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.account.AdminBodies.AuditEntry;
import chat.parley.protocol.account.AuditKind;
import chat.parley.protocol.id.UserId;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Collection `audit`, keyed by time. Nothing here changes or removes an entry.
@Component
class AuditStore {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String ID = "_id";

    private final MongoCollection<Document> audit;

    AuditStore(MongoDatabase database) {
        this.audit = database.getCollection("audit");
    }

    Mono<Void> add(AuditId id, Instant at, Deed deed) {
        Document entry = new Document(ID, new Binary(id.bytes()))
                .append("at", Date.from(at))
                .append("kind", deed.kind().value())
                .append("actor", binary(deed.actor()))
                .append("subject", binary(deed.subject()))
                .append("role", deed.role() == null ? null : deed.role().value())
                .append("reason", deed.reason());
        return Mono.from(audit.insertOne(entry)).timeout(PATIENCE).then();
    }

    /// The newest of those before.
    Mono<List<AuditEntry>> before(AuditId id, int limit) {
        return Flux.from(audit.find(Filters.lt(ID, new Binary(id.bytes())))
                        .sort(Sorts.descending(ID))
                        .limit(limit))
                .map(AuditStore::entry)
                .collectList()
                .timeout(PATIENCE);
    }

    private static AuditEntry entry(Document entry) {
        return new AuditEntry(
                AuditId.of(entry.get(ID, Binary.class).getData()).value(),
                entry.getDate("at").toInstant(),
                AuditKind.of(entry.getString("kind")).orElseThrow(),
                userId(entry.get("actor", Binary.class)),
                UserId.of(entry.get("subject", Binary.class).getData()),
                AccountRole.of(entry.getString("role")).orElse(null),
                entry.getString("reason"));
    }

    private static @Nullable Binary binary(@Nullable UserId user) {
        return user == null ? null : new Binary(user.bytes());
    }

    private static @Nullable UserId userId(@Nullable Binary user) {
        return user == null ? null : UserId.of(user.getData());
    }
}
