package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.parley.embedded.mongo.EmbeddedMongo;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/// A database of its own for each class, and an empty collection for each test.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class Conformance {
    private static final String REAL = "parley.conformance.uri";
    private static final String ENTRIES = "entries";

    private static @Nullable EmbeddedMongo embedded;
    private static MongoClient client;
    private static MongoDatabase database;

    MongoCollection<Document> entries;

    @BeforeAll
    static void connect() {
        String real = System.getProperty(REAL);
        embedded = real == null ? EmbeddedMongo.temporary() : null;
        client = MongoClients.create(embedded == null ? real : embedded.uri());
        database = client.getDatabase("conformance-" + UUID.randomUUID());
    }

    @AfterAll
    static void disconnect() {
        database.drop();
        client.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    @BeforeEach
    void begin() {
        entries = database.getCollection(ENTRIES);
    }

    @AfterEach
    void forget() {
        entries.drop();
    }

    static Document json(String json) {
        return Document.parse(json);
    }

    static List<Document> jsons(String... jsons) {
        return Stream.of(jsons).map(Document::parse).toList();
    }

    void insert(String... jsons) {
        entries.insertMany(jsons(jsons));
    }

    /// The ids of what matches, in the order in which it comes.
    List<Object> ids(String filter) {
        return ids(filter, "{}");
    }

    List<Object> ids(String filter, String sort) {
        return ids(entries.find(json(filter)).sort(json(sort)));
    }

    static List<Object> ids(Iterable<Document> documents) {
        List<Object> ids = new ArrayList<>();
        documents.forEach(document -> ids.add(document.get("_id")));
        return ids;
    }

    List<Document> all() {
        return entries.find().sort(json("{_id: 1}")).into(new ArrayList<>());
    }

    /// The only document that there is.
    Document only() {
        List<Document> all = all();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /// A command as it is, and its answer as it is.
    @CanIgnoreReturnValue
    static Document run(String command) {
        return run(json(command));
    }

    @CanIgnoreReturnValue
    static Document run(Document command) {
        return database.runCommand(command);
    }

    /// The code with which a command is refused.
    static int codeOf(String command) {
        return refusal(command).getErrorCode();
    }

    static MongoCommandException refusal(String command) {
        return catchThrowableOfType(MongoCommandException.class, () -> run(command));
    }

    /// Whether the server can read as of one point in time: this one, and those with a replica set.
    static boolean hasSnapshots() {
        return embedded != null || run("{hello: 1}").containsKey("setName");
    }
}
