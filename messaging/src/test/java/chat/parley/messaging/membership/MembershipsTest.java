package chat.parley.messaging.membership;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/// Questions about memberships to a store that counts what it answers.
final class MembershipsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String MEMBER = "member";

    private final UserId ada = UserId.random(RANDOM);
    private final UserId bob = UserId.random(RANDOM);
    private final UserId cid = UserId.random(RANDOM);
    private final UserId stranger = UserId.random(RANDOM);

    private final AtomicInteger answered = new AtomicInteger();
    private final EmbeddedMongo mongo = EmbeddedMongo.temporary();
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(mongo.uri()))
            .addCommandListener(new RowCount())
            .build());
    private final MongoDatabase database = client.getDatabase("memberships");
    private final Memberships memberships = new Memberships(database);

    @AfterEach
    void close() {
        client.close();
        mongo.close();
    }

    @Test
    void acquaintancesAreThoseWhoShareAConversationNow() {
        ChatId common = ChatId.random(RANDOM);
        insert(List.of(
                row(common, ada, MEMBER),
                row(common, bob, "owner"),
                row(common, cid, MemberDocument.GONE),
                row(ChatId.random(RANDOM), stranger, MEMBER)));
        StepVerifier.create(memberships.acquaintances(ada, List.of(bob, cid, stranger)))
                .expectNext(Set.of(bob))
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(memberships.acquaintances(cid, List.of(ada, bob)))
                .expectNext(Set.of())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void whoSharesManyConversationsIsAnsweredOnce() {
        List<ChatId> common =
                Stream.generate(() -> ChatId.random(RANDOM)).limit(150).toList();
        List<Document> rows = new ArrayList<>();
        common.forEach(chat -> Stream.of(ada, bob, cid).forEach(user -> rows.add(row(chat, user, MEMBER))));
        insert(rows);
        answered.set(0);
        StepVerifier.create(memberships.acquaintances(ada, List.of(bob, cid, stranger)))
                .expectNext(Set.of(bob, cid))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(answered.get() - common.size()).isEqualTo(2);
    }

    private void insert(List<Document> rows) {
        StepVerifier.create(memberships
                        .prepare()
                        .then(Mono.from(database.getCollection("members").insertMany(rows)))
                        .then())
                .expectComplete()
                .verify(PATIENCE);
    }

    private static Document row(ChatId chat, UserId user, String role) {
        return new Document("_id", MemberDocument.key(chat, user))
                .append("chatId", new Binary(chat.bytes()))
                .append("userId", new Binary(user.bytes()))
                .append("role", role)
                .append("visibleFrom", 1L)
                .append("delivered", 0L)
                .append("read", 0L)
                .append("readOrdinal", 0L);
    }

    private final class RowCount implements CommandListener {
        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            BsonDocument answer = event.getResponse();
            BsonDocument cursor = answer.getDocument("cursor", new BsonDocument());
            answered.addAndGet(rows(answer, "values") + rows(cursor, "firstBatch") + rows(cursor, "nextBatch"));
        }

        private static int rows(BsonDocument answer, String field) {
            return answer.getArray(field, new BsonArray()).size();
        }
    }
}
