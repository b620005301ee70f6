package chat.parley.identity.notice;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.mail.NoticeKind;
import chat.parley.protocol.mail.NoticeMail;
import chat.parley.teststores.RecordedQueries;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

final class NoticeStoreTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final EmbeddedMongo mongo = EmbeddedMongo.temporary();
    private final RecordedQueries queries = new RecordedQueries();
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(mongo.uri()))
            .addCommandListener(queries)
            .build());
    private final NoticeStore store = new NoticeStore(client.getDatabase("notices"));

    @AfterEach
    void endTheStore() {
        client.close();
        mongo.close();
    }

    @Test
    void givesTheOldestFirstAsTheyWere() {
        NoticeMail first = notice(NOON);
        NoticeMail second = notice(NOON.plusMillis(1));
        NoticeMail young = notice(NOON.plusSeconds(31));
        Flux.just(young, second, first).concatMap(store::put).blockLast(PATIENCE);
        assertThat(before(NOON.plusSeconds(30))).containsExactly(first, second);
        store.remove(first).block(PATIENCE);
        assertThat(before(NOON.plusSeconds(30))).containsExactly(second);
    }

    @Test
    void isServedByTheOneIndexThereIs() {
        NoticeMail notice = notice(NOON);
        store.put(notice).block(PATIENCE);
        assertThat(before(NOON.plusSeconds(1))).hasSize(1);
        store.remove(notice).block(PATIENCE);
        assertThat(queries.collections()).containsExactly("notices");
        assertThat(queries.servedByNoIndex(mongo.uri(), "notices")).isEmpty();
    }

    private List<NoticeMail> before(Instant moment) {
        return store.before(moment).collectList().blockOptional(PATIENCE).orElseThrow();
    }

    private static NoticeMail notice(Instant time) {
        return new NoticeMail(
                UUID.randomUUID(),
                "ada@example.org",
                NoticeKind.NEW_DEVICE,
                "Firefox on Linux",
                time,
                time.plus(Duration.ofDays(1)),
                "de-AT",
                "Europe/Vienna");
    }
}
