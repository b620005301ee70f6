package chat.parley.messaging.membership;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;

import chat.parley.edge.mongo.Prepared;
import chat.parley.protocol.Limits;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import com.mongodb.ReadConcern;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Who belongs where, as the projection says: right from the moment when a change was acknowledged.
///
/// Reads collection `members`, keyed by conversation ‖ person, with an index by person.
@Component
public class Memberships implements Prepared {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int AT_ONCE = 8;
    private static final int CHANGES = 10_000;
    private static final UserId LAST = new UserId("f".repeat(2 * UserId.BYTES));
    private static final Bson PRESENT = ne("role", MemberDocument.GONE);

    private final MongoCollection<Document> members;

    Memberships(MongoDatabase database) {
        members = database.getCollection("members").withReadConcern(ReadConcern.MAJORITY);
    }

    @Override
    public Mono<Void> prepare() {
        return Mono.from(members.createIndex(Indexes.ascending("userId", "version")))
                .then();
    }

    /// This person's row; empty where the person is no member or the conversation does not exist.
    public Mono<MemberDocument> member(ChatId chatId, UserId user) {
        return Mono.from(members.find(and(eq("_id", MemberDocument.key(chatId, user)), PRESENT))
                        .first())
                .timeout(TIMEOUT)
                .map(MemberDocument::read);
    }

    /// Whether this person is a member.
    public Mono<Boolean> isMember(ChatId chatId, UserId user) {
        return member(chatId, user).hasElement();
    }

    /// All memberships of a person, at most [Limits#CHATS_PER_USER], those that changed last first.
    public Mono<List<MemberDocument>> of(UserId user) {
        return list(members.find(and(eq("userId", new Binary(user.bytes())), PRESENT))
                .sort(Sorts.descending("version"))
                .limit(Limits.CHATS_PER_USER));
    }

    /// The conversations of a person, at most [Limits#CHATS_PER_USER].
    public Mono<List<ChatId>> chatsOf(UserId user) {
        return of(user).map(rows -> rows.stream().map(MemberDocument::chatId).toList());
    }

    /// Members of a conversation in order of their ids, from behind `after`, at most `limit`.
    public Mono<List<MemberDocument>> page(ChatId chatId, UserId after, int limit) {
        Bson range = and(
                gt("_id", MemberDocument.key(chatId, after)), lte("_id", MemberDocument.key(chatId, LAST)), PRESENT);
        return list(members.find(range).sort(Sorts.ascending("_id")).limit(limit));
    }

    /// One person in one conversation.
    public record Key(ChatId chatId, UserId userId) {}

    /// The rows with these keys, those who left out; at most as many as keys.
    public Mono<List<MemberDocument>> rows(Collection<Key> keys) {
        List<Binary> ids = keys.stream()
                .map(key -> MemberDocument.key(key.chatId(), key.userId()))
                .toList();
        return list(members.find(and(in("_id", ids), PRESENT)).limit(Math.max(1, ids.size())));
    }

    /// A membership that began or ended.
    public record Changed(ChatId chatId, UserId userId, boolean member) {}

    /// Those of these people's memberships that began, changed or ended since then, as they are now; the first
    /// [#CHANGES] of them.
    public Mono<List<Changed>> changed(Collection<UserId> users, Instant since) {
        List<Binary> ids = users.stream().map(user -> new Binary(user.bytes())).toList();
        return Flux.from(members.find(and(in("userId", ids), gte("version", Date.from(since))))
                        .projection(Projections.include("chatId", "userId", "role"))
                        .limit(CHANGES))
                .map(Memberships::changed)
                .collectList()
                .timeout(TIMEOUT);
    }

    private static Changed changed(Document row) {
        return new Changed(
                ChatId.of(row.get("chatId", Binary.class).getData()),
                UserId.of(row.get("userId", Binary.class).getData()),
                !MemberDocument.GONE.equals(row.getString("role")));
    }

    /// Those of these people who are in as many conversations as anybody may be.
    public Mono<List<UserId>> full(Collection<UserId> users) {
        return Flux.fromIterable(users).filterWhen(this::isFull, AT_ONCE).collectList();
    }

    private Mono<Boolean> isFull(UserId user) {
        return Flux.from(members.find(and(eq("userId", new Binary(user.bytes())), PRESENT))
                        .projection(Projections.include("_id"))
                        .limit(Limits.CHATS_PER_USER))
                .count()
                .timeout(TIMEOUT)
                .map(count -> count >= Limits.CHATS_PER_USER);
    }

    /// Those of `candidates` who share a conversation with `viewer`.
    public Mono<Set<UserId>> acquaintances(UserId viewer, Collection<UserId> candidates) {
        return chatsOf(viewer).flatMap(chats -> sharing(chats, candidates));
    }

    /// Each of them is answered once, however many conversations are shared. The index by person serves the question.
    private Mono<Set<UserId>> sharing(List<ChatId> chats, Collection<UserId> candidates) {
        Bson filter = and(
                in(
                        "userId",
                        candidates.stream()
                                .map(user -> new Binary(user.bytes()))
                                .toList()),
                in(
                        "chatId",
                        chats.stream().map(chat -> new Binary(chat.bytes())).toList()),
                PRESENT);
        return Flux.from(members.distinct("userId", filter, Binary.class)
                        .maxTime(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
                .map(user -> UserId.of(user.getData()))
                .collect(Collectors.toUnmodifiableSet())
                .timeout(TIMEOUT);
    }

    private static Mono<List<MemberDocument>> list(FindPublisher<Document> bounded) {
        return Flux.from(bounded).map(MemberDocument::read).collectList().timeout(TIMEOUT);
    }
}
