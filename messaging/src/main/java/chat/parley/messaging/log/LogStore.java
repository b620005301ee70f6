package chat.parley.messaging.log;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;

import chat.parley.edge.mongo.Prepared;
import chat.parley.protocol.id.ChatId;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Collection `messages`: one document per entry, two indexes.
///
/// Reads go to the primary and see only what a majority has. Every call ends within [#TIMEOUT].
@Component
class LogStore implements Prepared {
    static final int PAGE = 100;
    static final Duration TIMEOUT = Duration.ofSeconds(6);

    private static final int DUPLICATE_KEY = 11000;
    private static final InsertManyOptions ORDERED = new InsertManyOptions().ordered(true);

    private final MongoCollection<Document> messages;

    LogStore(MongoDatabase database) {
        messages = database.getCollection("messages")
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true).withWTimeout(5, TimeUnit.SECONDS));
    }

    @Override
    public Mono<Void> prepare() {
        Bson keys = Indexes.ascending("chatId", "sender", "clientMessageId");
        return Mono.from(messages.createIndex(keys, new IndexOptions().unique(true)))
                .then();
    }

    /// Inserts in order and stops at the first failure, which comes as an [InsertFailure].
    Mono<Void> insert(List<StoredEntry> batch) {
        return Mono.from(messages.insertMany(
                        batch.stream().map(EntryDocument::write).toList(), ORDERED))
                .timeout(TIMEOUT)
                .onErrorMap(LogStore::failure)
                .then();
    }

    /// Entries `from..to`, both included, ascending, at most [#PAGE].
    Mono<List<StoredEntry>> read(ChatId chatId, long from, long to) {
        return list(Flux.from(
                messages.find(range(chatId, from, to)).sort(ascending("_id")).limit(PAGE)));
    }

    /// The newest entry; empty for a log without entries.
    Mono<StoredEntry> newest(ChatId chatId) {
        return Mono.from(messages.find(range(chatId, 1, Long.MAX_VALUE))
                        .sort(descending("_id"))
                        .limit(1)
                        .first())
                .timeout(TIMEOUT)
                .map(EntryDocument::read);
    }

    /// Those of these (conversation, seq) that exist.
    Mono<List<StoredEntry>> existing(Collection<Binary> keys) {
        return list(Flux.from(messages.find(in("_id", keys)).limit(keys.size())));
    }

    /// What is stored under the ids of these appends.
    Mono<List<StoredEntry>> sent(ChatId chatId, Collection<Append> appends) {
        Bson filter = and(
                eq("chatId", new Binary(chatId.bytes())),
                in(
                        "sender",
                        appends.stream().map(EntryDocument::sender).distinct().toList()),
                in(
                        "clientMessageId",
                        appends.stream()
                                .map(EntryDocument::clientMessageId)
                                .distinct()
                                .toList()));
        return list(Flux.from(messages.find(filter).limit(appends.size() * appends.size())));
    }

    private static Mono<List<StoredEntry>> list(Flux<Document> bounded) {
        return bounded.map(EntryDocument::read).collectList().timeout(TIMEOUT);
    }

    private static Bson range(ChatId chatId, long from, long to) {
        return and(gte("_id", EntryKey.of(chatId, from)), lte("_id", EntryKey.of(chatId, to)));
    }

    private static InsertFailure failure(Throwable error) {
        if (error instanceof MongoBulkWriteException bulk && isTaken(bulk)) {
            int first = bulk.getWriteErrors().getFirst().getIndex();
            return new InsertFailure(InsertFailure.Kind.TAKEN, first, error);
        }
        // No server could be chosen, no connection opened: the command never left.
        return wasNotDispatched(error)
                ? new InsertFailure(InsertFailure.Kind.NOT_DISPATCHED, 0, error)
                : new InsertFailure(InsertFailure.Kind.UNKNOWN, Integer.MAX_VALUE, error);
    }

    /// An operation that ran out of its own time may have been sent by then.
    private static boolean wasNotDispatched(Throwable error) {
        boolean noServer = error instanceof MongoTimeoutException && !(error instanceof MongoOperationTimeoutException);
        return noServer || error instanceof MongoSocketOpenException;
    }

    private static boolean isTaken(MongoBulkWriteException bulk) {
        return bulk.getWriteConcernError() == null
                && bulk.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY);
    }
}
