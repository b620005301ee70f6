package chat.parley.messaging.membership;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;

import chat.parley.messaging.log.Roster;
import chat.parley.messaging.log.RosterStore;
import chat.parley.protocol.Limits;
import chat.parley.protocol.chat.ChatKind;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.Role;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The roster in collections `members` (a row for each person) and `chats` (kind, title, the first members).
///
/// Each write is conditional on the seq of the notice that caused it, so that repeating a projection, or finishing one
/// that a crash cut short, ends in the same state. `chats.noticesSeq` is written last and says how far it is.
@Component
class RosterProjection implements RosterStore {
    private static final Duration TIMEOUT = Duration.ofSeconds(6);
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BulkWriteOptions ORDERED = new BulkWriteOptions().ordered(true);

    private final MongoCollection<Document> members;
    private final MongoCollection<Document> chats;

    RosterProjection(MongoDatabase database) {
        WriteConcern durable = WriteConcern.MAJORITY.withJournal(true).withWTimeout(5, TimeUnit.SECONDS);
        members = database.getCollection("members")
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(durable);
        chats = database.getCollection("chats")
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(durable);
    }

    @Override
    public Mono<Roster> load(ChatId chatId) {
        return Mono.from(chats.find(eq("_id", new Binary(chatId.bytes()))).first())
                .timeout(TIMEOUT)
                .filter(chat -> chat.containsKey("kind"))
                .flatMap(chat -> membersOf(chatId).map(roles -> roster(chat, roles)))
                .defaultIfEmpty(Roster.NOBODY);
    }

    @Override
    public Mono<Void> project(LogEntry.Notice notice, Roster before, Roster after) {
        return projectMembers(notice, before, after)
                .then(projectChat(notice, after))
                .timeout(TIMEOUT);
    }

    private Mono<Map<UserId, Role>> membersOf(ChatId chatId) {
        Bson range = and(
                gte("_id", MemberDocument.key(chatId, new UserId("0".repeat(2 * UserId.BYTES)))),
                lte("_id", MemberDocument.key(chatId, new UserId("f".repeat(2 * UserId.BYTES)))),
                ne("role", MemberDocument.GONE));
        return Flux.from(members.find(range).limit(Limits.GROUP_MEMBERS))
                .collectList()
                .timeout(TIMEOUT)
                .map(RosterProjection::inOrderOfJoining);
    }

    private static Map<UserId, Role> inOrderOfJoining(List<Document> rows) {
        Map<UserId, Role> roles = new LinkedHashMap<>();
        rows.stream()
                .sorted(Comparator.<Document>comparingLong(
                                row -> row.get("visibleFrom", Number.class).longValue())
                        .thenComparingInt(row -> row.get("place", Number.class).intValue()))
                .map(MemberDocument::read)
                .forEach(member -> roles.put(member.userId(), member.role()));
        return roles;
    }

    private static Roster roster(Document chat, Map<UserId, Role> roles) {
        return new Roster(
                ChatKind.valueOf(chat.getString("kind").toUpperCase(Locale.ROOT)),
                chat.getString("title"),
                roles,
                chat.get("noticesSeq", Number.class).longValue());
    }

    private Mono<Void> projectMembers(LogEntry.Notice notice, Roster before, Roster after) {
        List<WriteModel<Document>> writes = new ArrayList<>();
        int place = 0;
        for (Map.Entry<UserId, Role> member : after.members().entrySet()) {
            Role old = before.members().get(member.getKey());
            if (old == null) {
                writes.addAll(join(notice, member.getKey(), member.getValue(), place++));
            } else if (old != member.getValue()) {
                writes.add(change(notice, member.getKey(), Updates.set("role", name(member.getValue()))));
            }
        }
        before.members().keySet().stream()
                .filter(user -> !after.has(user))
                .forEach(user -> writes.add(change(notice, user, Updates.set("role", MemberDocument.GONE))));
        return writes.isEmpty()
                ? Mono.empty()
                : Mono.from(members.bulkWrite(writes, ORDERED)).then();
    }

    private static List<WriteModel<Document>> join(LogEntry.Notice notice, UserId user, Role role, int place) {
        Bson row = Updates.combine(
                Updates.setOnInsert("chatId", new Binary(notice.chatId().bytes())),
                Updates.setOnInsert("userId", new Binary(user.bytes())),
                Updates.setOnInsert("role", MemberDocument.GONE),
                Updates.setOnInsert("seq", 0L));
        Bson joined = Updates.combine(
                Updates.set("role", name(role)),
                Updates.set("visibleFrom", notice.seq()),
                Updates.set("place", place),
                Updates.max("delivered", notice.seq()),
                Updates.max("read", notice.seq()),
                Updates.max("readOrdinal", notice.ordinal()));
        return List.of(
                new UpdateOneModel<>(eq("_id", MemberDocument.key(notice.chatId(), user)), row, UPSERT),
                change(notice, user, joined));
    }

    private static WriteModel<Document> change(LogEntry.Notice notice, UserId user, Bson what) {
        Bson older = and(eq("_id", MemberDocument.key(notice.chatId(), user)), lt("seq", notice.seq()));
        return new UpdateOneModel<>(
                older,
                Updates.combine(
                        what, Updates.set("seq", notice.seq()), Updates.set("version", Date.from(notice.createdAt()))));
    }

    private Mono<Void> projectChat(LogEntry.Notice notice, Roster after) {
        Bson id = eq("_id", new Binary(notice.chatId().bytes()));
        Bson present = Updates.combine(
                Updates.setOnInsert("noticesSeq", 0L), Updates.setOnInsert("createdAt", Date.from(notice.createdAt())));
        Bson roster = Updates.combine(
                Updates.set("kind", after.kind().name().toLowerCase(Locale.ROOT)),
                Updates.set("title", after.title()),
                Updates.set("memberCount", after.members().size()),
                Updates.set("users", firstMembers(after)),
                Updates.set("noticesSeq", notice.seq()));
        List<WriteModel<Document>> writes = List.of(
                new UpdateOneModel<>(id, present, UPSERT),
                new UpdateOneModel<>(and(id, lt("noticesSeq", notice.seq())), roster));
        return Mono.from(chats.bulkWrite(writes, ORDERED)).then();
    }

    private static List<Binary> firstMembers(Roster roster) {
        return roster.members().keySet().stream()
                .limit(Limits.MEMBERS_IN_VIEW)
                .map(user -> new Binary(user.bytes()))
                .toList();
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
