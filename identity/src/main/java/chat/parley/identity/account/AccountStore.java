package chat.parley.identity.account;

import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.id.UserId;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Accounts in MongoDB: `users` by id, `emails` from canonical address to id. Each write is one document.
@Component
class AccountStore {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final String ID = "_id";
    private static final String OWNER = "userId";
    private static final String NAME = "name";
    private static final String EMAIL = "email";
    private static final String CREATED_AT = "createdAt";
    private static final String ROLE = "role";
    private static final String SUSPENSION = "suspension";

    private final MongoCollection<Document> users;
    private final MongoCollection<Document> emails;
    private final Clock clock;

    AccountStore(MongoDatabase database, Clock clock) {
        this.users = database.getCollection("users");
        this.emails = database.getCollection("emails");
        this.clock = clock;
    }

    Mono<UserId> ownerOf(EmailAddress email) {
        return within(emails.find(Filters.eq(ID, email.value())).first()).map(document -> userId(document, OWNER));
    }

    /// Makes this person the owner of this address, unless it has one; answers with the owner either way.
    Mono<UserId> claim(EmailAddress email, UserId id) {
        Document claim =
                new Document(ID, email.value()).append(OWNER, binary(id)).append(CREATED_AT, now());
        return within(emails.insertOne(claim))
                .thenReturn(id)
                .onErrorResume(AccountStore::isTaken, taken -> ownerOf(email));
    }

    /// The owner's account, created without a name if it is missing.
    Mono<Account> ensure(UserId owner, EmailAddress email) {
        return byId(owner).switchIfEmpty(Mono.defer(() -> create(owner, email)));
    }

    Mono<Account> byId(UserId id) {
        return within(users.find(hasId(id)).first()).map(AccountStore::account);
    }

    Flux<Account> byIds(Collection<UserId> ids) {
        return Flux.from(users.find(
                        Filters.in(ID, ids.stream().map(AccountStore::binary).toList())))
                .map(AccountStore::account)
                .timeout(PATIENCE);
    }

    /// The address before; of several changes at once each gets another.
    Mono<EmailAddress> setEmail(UserId id, EmailAddress email) {
        return within(users.findOneAndUpdate(hasId(id), Updates.set(EMAIL, email.value())))
                .map(before -> new EmailAddress(before.getString(EMAIL)));
    }

    /// The address is nobody's, if it was this person's. Always true.
    Mono<Boolean> release(EmailAddress email, UserId id) {
        return within(emails.deleteOne(Filters.and(Filters.eq(ID, email.value()), Filters.eq(OWNER, binary(id)))))
                .thenReturn(true);
    }

    Mono<Account> rename(UserId id, String name) {
        return within(users.findOneAndUpdate(
                        hasId(id),
                        Updates.set(NAME, name),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                .map(AccountStore::account);
    }

    private Mono<Account> create(UserId id, EmailAddress email) {
        Document user = new Document(ID, binary(id))
                .append(EMAIL, email.value())
                .append(NAME, "")
                .append(CREATED_AT, now());
        return within(users.insertOne(user))
                .thenReturn(account(user))
                .onErrorResume(AccountStore::isTaken, taken -> byId(id));
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    private static <T> Mono<T> within(Publisher<T> answer) {
        return Mono.from(answer).timeout(PATIENCE);
    }

    private static boolean isTaken(Throwable error) {
        return error instanceof MongoWriteException write
                && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    private static Account account(Document user) {
        return new Account(
                userId(user, ID),
                new EmailAddress(user.getString(EMAIL)),
                user.getString(NAME),
                profile(user),
                standing(user));
    }

    private static Profile profile(Document user) {
        return new Profile(
                user.get("handle", ""),
                user.get("about", ""),
                user.get("language", ""),
                user.get("timeZone", ""),
                user.containsKey("password"),
                user.getDate(CREATED_AT).toInstant());
    }

    /// Written by [chat.parley.identity.rights]; who never had a role, or is not suspended, has no such field.
    private static Standing standing(Document user) {
        AccountRole role = AccountRole.of(user.getString(ROLE)).orElse(AccountRole.USER);
        return new Standing(role, user.containsKey(SUSPENSION));
    }

    private static Bson hasId(UserId id) {
        return Filters.eq(ID, binary(id));
    }

    private static UserId userId(Document document, String field) {
        return UserId.of(document.get(field, Binary.class).getData());
    }

    private static Binary binary(UserId id) {
        return new Binary(id.bytes());
    }
}
