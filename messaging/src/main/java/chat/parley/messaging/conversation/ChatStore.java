package chat.parley.messaging.conversation;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import chat.parley.messaging.log.HeadHints;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Collection `chats`, read for lists and views, and the hints of heads in it.
@Component
class ChatStore implements HeadHints {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int PREVIEW_CHARACTERS = 140;

    private final MongoCollection<Document> chats;

    ChatStore(MongoDatabase database) {
        chats = database.getCollection("chats")
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.W1);
    }

    /// These conversations, without those whose projection does not exist; at most as many as asked for.
    Mono<List<ChatDocument>> find(Collection<ChatId> ids) {
        return Flux.from(chats.find(and(in("_id", keys(ids)), exists("kind"))).limit(Math.max(1, ids.size())))
                .map(ChatDocument::read)
                .collectList()
                .timeout(TIMEOUT);
    }

    /// When these conversations were last active; at most as many as asked for, each a few bytes.
    Mono<List<ListCursor>> activity(Collection<ChatId> ids) {
        return Flux.from(chats.find(and(in("_id", keys(ids)), exists("kind")))
                        .projection(Projections.include("head.at", "createdAt"))
                        .limit(Math.max(1, ids.size())))
                .map(ChatStore::activity)
                .collectList()
                .timeout(TIMEOUT);
    }

    private static ListCursor activity(Document row) {
        Document head = row.get("head", Document.class);
        Instant at = (head == null ? row.getDate("createdAt") : head.getDate("at")).toInstant();
        return new ListCursor(
                at.toEpochMilli(), ChatId.of(row.get("_id", Binary.class).getData()));
    }

    @Override
    public Mono<List<Hint>> hints(Collection<ChatId> ids) {
        return Flux.from(chats.find(and(in("_id", keys(ids)), exists("head")))
                        .projection(Projections.include("head.seq", "head.ordinal"))
                        .limit(Math.max(1, ids.size())))
                .map(ChatStore::hint)
                .collectList()
                .timeout(TIMEOUT);
    }

    @Override
    public Mono<Void> note(LogEntry head, LogEntry.@Nullable Message preview) {
        List<WriteModel<Document>> writes = new ArrayList<>(2);
        writes.add(ifNewer(head, "head", headHint(head)));
        if (preview != null) {
            writes.add(ifNewer(preview, "latest", latest(preview)));
        }
        return Mono.from(chats.bulkWrite(writes)).timeout(TIMEOUT).then();
    }

    private static WriteModel<Document> ifNewer(LogEntry entry, String field, Document value) {
        Bson older = or(exists(field, false), lt(field + ".seq", entry.seq()));
        return new UpdateOneModel<>(
                and(eq("_id", new Binary(entry.chatId().bytes())), older), Updates.set(field, value));
    }

    private static Document headHint(LogEntry head) {
        return new Document("seq", head.seq())
                .append("ordinal", head.ordinal())
                .append("at", Date.from(head.createdAt()));
    }

    private static Document latest(LogEntry.Message message) {
        return new Document("seq", message.seq())
                .append("sender", new Binary(message.sender().bytes()))
                .append("text", Preview.of(message.text(), PREVIEW_CHARACTERS))
                .append("at", Date.from(message.createdAt()));
    }

    private static Hint hint(Document row) {
        Document head = row.get("head", Document.class);
        return new Hint(
                ChatId.of(row.get("_id", Binary.class).getData()),
                head.get("seq", Number.class).longValue(),
                head.get("ordinal", Number.class).longValue());
    }

    private static List<Binary> keys(Collection<ChatId> ids) {
        return ids.stream().map(id -> new Binary(id.bytes())).toList();
    }
}
