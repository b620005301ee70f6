package chat.parley.embedded.mongo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.parley.embedded.mongo.EmbeddedMongo;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What only a real MongoDB has is refused, never ignored.
final class NotBuiltTest {
    private static final int NOT_SUPPORTED = 115;
    private static final int ILLEGAL_OPERATION = 20;

    private static EmbeddedMongo mongo;
    private static MongoClient client;
    private static MongoDatabase database;

    @BeforeAll
    static void open() {
        mongo = EmbeddedMongo.temporary();
        client = MongoClients.create(mongo.uri());
        database = client.getDatabase("test");
        database.getCollection("entries").insertOne(new Document("_id", 1).append("a", "x"));
    }

    @AfterAll
    static void close() {
        client.close();
        mongo.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'entries', filter: {a: 'X'}, collation: {locale: 'de'}}",
                "{aggregate: 'entries', pipeline: [], cursor: {}, collation: {locale: 'de'}}",
                "{count: 'entries', query: {a: 'X'}, collation: {locale: 'de'}}",
                "{distinct: 'entries', key: 'a', collation: {locale: 'de'}}",
                "{findAndModify: 'entries', query: {a: 'X'}, remove: true, collation: {locale: 'de'}}",
                "{update: 'entries', updates: [{q: {a: 'x'}, u: {$set: {b: 1}}},"
                        + " {q: {a: 'X'}, u: {$set: {b: 1}}, collation: {locale: 'de'}}]}",
                "{delete: 'entries', deletes: [{q: {a: 'x'}, limit: 0},"
                        + " {q: {a: 'X'}, limit: 0, collation: {locale: 'de'}}]}",
                "{create: 'others', capped: true, size: 4096}",
                "{create: 'others', validator: {a: {$exists: true}}}",
                "{create: 'others', viewOn: 'entries', pipeline: []}",
                "{create: 'others', timeseries: {timeField: 't'}}",
                "{create: 'others', collation: {locale: 'de'}}",
                "{createIndexes: 'entries', indexes: [{key: {a: 1}, name: 'a_1', collation: {locale: 'de'}}]}",
                "{explain: {find: 'entries', filter: {a: 'X'}, collation: {locale: 'de'}}}",
                "{aggregate: 'entries', pipeline: [{$out: 'others'}], cursor: {}}"
            })
    void refusesWhatItHasNotAndDoesNothing(String command) {
        MongoCommandException refused =
                catchThrowableOfType(MongoCommandException.class, () -> database.runCommand(Document.parse(command)));

        assertThat(refused.getErrorCode()).isEqualTo(NOT_SUPPORTED);
        assertThat(refused.getErrorMessage()).contains("real MongoDB");
        assertThat(database.getCollection("entries").find()).containsExactly(new Document("_id", 1).append("a", "x"));
        assertThat(database.listCollectionNames()).containsExactly("entries");
    }

    @Test
    void refusesTransactionsAsASingleMongoDbDoes() {
        Document insert = Document.parse("{insert: 'entries', documents: [{_id: 2}], txnNumber: {$numberLong: '1'},"
                + " startTransaction: true, autocommit: false}");
        MongoCommandException refused =
                catchThrowableOfType(MongoCommandException.class, () -> database.runCommand(insert));
        assertThat(refused.getErrorCode()).isEqualTo(ILLEGAL_OPERATION);
        assertThat(database.getCollection("entries").countDocuments()).isEqualTo(1);
    }

    @Test
    void namesAScanWithoutNamingAllOfIt() {
        assertThat(database.getCollection("entries").find(new Document("f".repeat(100_000), 1)))
                .isEmpty();
        assertThat(mongo.scans())
                .isNotEmpty()
                .allSatisfy(shape -> assertThat(shape.length()).isLessThan(1_100));
    }
}
