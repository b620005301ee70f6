package chat.parley.embedded.mongo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.embedded.mongo.index.RecordKey;
import chat.parley.embedded.mongo.storage.Storage;
import chat.parley.embedded.mongo.storage.Table;
import chat.parley.embedded.mongo.storage.UnusableFolder;
import com.mongodb.MongoCommandException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which databases, collections and indexes there are: the same in memory and on the disk, whatever a client asks for.
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class CatalogTest {
    private static final int INVALID_NAMESPACE = 73;
    private static final int DUPLICATE_KEY = 11000;

    @TempDir
    Path folder;

    @Test
    void keepsWhatIsWrittenIntoATargetOfAMergeThatFailedBefore() {
        inFolder(client -> {
            client.getDatabase("x").getCollection("from").insertMany(List.of(one(1), one(2)));
            String merge = "{aggregate: 'from', pipeline: [{$project: {_id: '$a'}},"
                    + " {$merge: {into: {db: 'y', coll: 'target'}, whenMatched: 'fail'}}], cursor: {}}";
            assertThat(codeOf(client, merge)).isEqualTo(DUPLICATE_KEY);
            assertThat(target(client).insertMany(List.of(one(10), one(11))).wasAcknowledged())
                    .isTrue();
        });
        inFolder(client -> assertThat(target(client).countDocuments()).isEqualTo(2));
    }

    private static MongoCollection<Document> target(MongoClient client) {
        return client.getDatabase("y").getCollection("target").withWriteConcern(WriteConcern.JOURNALED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{findAndModify: 'system.indexes', query: {z: 1}, update: {ns: 'x.k', name: 'f', key: 1}, upsert: true}",
                "{findAndModify: 'system.namespaces', query: {name: 'zz'}, update: {$set: {z: 1}}, upsert: true}",
                "{insert: 'system.namespaces', documents: [{name: 'nodot'}]}",
                "{update: 'system.indexes', updates: [{q: {}, u: {$set: {key: 'bad'}}, multi: true}]}",
                "{delete: 'system.namespaces', deletes: [{q: {}, limit: 0}]}",
                "{drop: 'system.indexes'}",
                "{drop: 'system.namespaces'}",
                "{create: 'system.others'}",
                "{createIndexes: 'system.namespaces', indexes: [{key: {z: 1}, name: 'z'}]}",
                "{dropIndexes: 'system.namespaces', index: '*'}",
                "{aggregate: 'k', pipeline: [{$merge: 'system.indexes'}], cursor: {}}",
                "{aggregate: 'k', pipeline: [{$merge: {into: 'system.indexes'}}], cursor: {}}",
                "{aggregate: 'k', pipeline: [{$merge: {into: {coll: 'system.indexes'}}}], cursor: {}}",
                "{aggregate: 'k', pipeline: [{$merge: {into: {db: 'y', coll: 'system.indexes'}}}], cursor: {}}",
                "{aggregate: 'k', pipeline: [{$merge: {into: {db: 'y.z', coll: 'k'}}}], cursor: {}}",
                "{aggregate: 'k', pipeline: [{$merge: {into: ''}}], cursor: {}}"
            })
    void letsNobodyWriteIntoTheCatalog(String command) {
        inFolder(client -> {
            client.getDatabase("x").getCollection("k").insertOne(one(1));
            client.getDatabase("x").getCollection("k").createIndex(Indexes.ascending("a"));
            assertThat(codeOf(client, command)).isEqualTo(INVALID_NAMESPACE);
        });
        inFolder(client -> assertThat(client.getDatabase("x").getCollection("k").find(Filters.eq("a", 1)))
                .hasSize(1));
    }

    @Test
    void makesIndexesOfTheCommandsCollectionOnly() {
        inFolder(client -> {
            client.getDatabase("x").getCollection("k").insertOne(one(1));
            String command = "{createIndexes: 'k', indexes: [{key: {a: 1}, name: 'a_1', ns: 'nonsense'}]}";
            assertThat(run(client, command)).containsEntry("ok", 1.0);
        });
        inFolder(client -> assertThat(client.getDatabase("x").getCollection("k").listIndexes())
                .hasSize(2));
    }

    @Test
    void saysThatACatalogWhichMakesNoSenseIsDamaged() {
        inFolder(client -> client.getDatabase("x").getCollection("k").insertOne(one(1)));
        try (Storage storage = Storage.open(folder)) {
            Table names = storage.tables().find("x", "system.namespaces").orElseThrow();
            de.bwaldvogel.mongo.bson.Document nonsense = new de.bwaldvogel.mongo.bson.Document("name", "nodot");
            storage.inChange(() -> {
                storage.change().put(RecordKey.of(names, "nodot").bytes(), Records.encode(nonsense));
                names.count(storage.change(), 1, 1);
                return true;
            });
        }
        assertThatThrownBy(() -> EmbeddedMongo.inFolder(folder).close())
                .isInstanceOf(UnusableFolder.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("--restore=COPY");
        try (Storage storage = Storage.open(folder)) {
            assertThat(storage.tables().databases()).containsExactly("x");
        }
    }

    @Test
    void fillsAnIndexOfWhichOnlyTheTableIsThere() {
        inFolder(client -> client.getDatabase("x").getCollection("k").insertOne(one(1)));
        try (Storage storage = Storage.open(folder)) {
            storage.inChange(() -> {
                Table stale = storage.tables().findOrCreate(storage.change(), "x", "k", "a_1");
                stale.becomeComplete(storage.change());
                return true;
            });
        }
        inFolder(client -> {
            MongoCollection<Document> entries = client.getDatabase("x").getCollection("k");
            assertThat(entries.createIndex(Indexes.ascending("a"))).isEqualTo("a_1");
            assertThat(entries.find(Filters.eq("a", 1))).hasSize(1);
            assertThat(run(client, "{validate: 'k'}")).containsEntry("valid", true);
        });
    }

    @Test
    void listsADatabaseAlsoAfterAnIndexCouldNotBeMade() {
        inFolder(client -> {
            MongoCollection<Document> entries = client.getDatabase("x").getCollection("k");
            entries.insertMany(List.of(one(1), one(2)));
            assertThatThrownBy(() -> entries.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true)))
                    .hasMessageContaining("duplicate key");
            assertThat(client.listDatabaseNames()).containsExactly("x");
            assertThat(entries.countDocuments()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'k'}",
                "{count: 'k'}",
                "{aggregate: 'k', pipeline: [], cursor: {}}",
                "{distinct: 'k', key: 'a'}",
                "{listCollections: 1}",
                "{listIndexes: 'k'}",
                "{collStats: 'k'}",
                "{dbStats: 1}",
                "{explain: {find: 'k'}}"
            })
    void keepsNothingOfADatabaseThatWasOnlyRead(String command) {
        inFolder(client -> {
            assertThat(run(client, command)).isNotEmpty();
            assertThat(client.listDatabaseNames()).isEmpty();
        });
        try (Storage storage = Storage.open(folder)) {
            assertThat(storage.tables().databases()).isEmpty();
        }
    }

    private void inFolder(Consumer<MongoClient> work) {
        try (EmbeddedMongo mongo = EmbeddedMongo.inFolder(folder);
                MongoClient client = MongoClients.create(mongo.uri())) {
            work.accept(client);
        }
    }

    private static Document run(MongoClient client, String command) {
        return client.getDatabase("x").runCommand(Document.parse(command));
    }

    private static int codeOf(MongoClient client, String command) {
        return catchThrowableOfType(MongoCommandException.class, () -> run(client, command))
                .getErrorCode();
    }

    private static Document one(int id) {
        return new Document("_id", id).append("a", 1);
    }
}
