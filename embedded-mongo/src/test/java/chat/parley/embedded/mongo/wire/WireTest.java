package chat.parley.embedded.mongo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class WireTest {
    private static final int BAD_VALUE = 2;
    private static final int OVERFLOW = 15;
    private static final int INVALID_BSON = 22;
    private static final int INVALID_NAMESPACE = 73;
    private static final int MORE_TO_COME = 2;
    private static final int ANSWER = 4_000_000;
    private static final int UNREAD = 40;
    private static final byte[] PING = RawClient.command(RawClient.bson("{ping: 1, $db: 'test'}"));

    private final EmbeddedMongo mongo = EmbeddedMongo.temporary();
    private final MongoClient driver = MongoClients.create(mongo.uri());
    private final MongoCollection<Document> entries = driver.getDatabase("test").getCollection("entries");
    private RawClient client;

    @BeforeEach
    void connect() throws IOException {
        client = new RawClient(mongo);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        driver.close();
        mongo.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A length of more than there is, of nothing, of less than nothing.
                "ff0000000a610000",
                "000000000a610000",
                "ffffffff0a610000",
                // No end: of the document, of a name.
                "080000000a610001",
                "080000000a616161",
                // An unknown type.
                "0800000042610000",
                // Texts and data that are longer than the document, or shorter than nothing.
                "0d00000002610005000000780000",
                "0d000000026100ffffff7f780000",
                "0d00000002610000000000780000",
                "0d000000056100ffffff7f000000",
                "0d000000056100ffffffff000000",
                // A number that ends too early.
                "0900000010610000",
                // Neither true nor false.
                "090000000861000700",
                // A document in it that is longer than it.
                "0d000000036100ff000000000000"
            })
    void refusesWhatIsNoBsonAndGoesOn(String bytes) throws IOException {
        client.send(1, 0, RawClient.command(HexFormat.of().parseHex(bytes)));
        client.send(2, 0, PING);
        RawClient.Answer refused = client.answer();
        RawClient.Answer next = client.answer();
        assertThat(refused.to()).isEqualTo(1);
        assertThat(refused.code()).isEqualTo(INVALID_BSON);
        assertThat(next.to()).isEqualTo(2);
        assertThat(next.document()).containsEntry("ok", 1.0);
    }

    @Test
    void writesNothingOfABatchOfWhichAPartIsNoBson() throws IOException {
        byte[] good = RawClient.bson("{_id: 1}");
        byte[] bad = good.clone();
        bad[4] = 0x42;
        byte[] name = "documents\0".getBytes(StandardCharsets.UTF_8);
        byte[] command = RawClient.command(RawClient.bson("{insert: 'entries', $db: 'test'}"));
        int row = Integer.BYTES + name.length + good.length + bad.length;
        ByteBuffer body = RawClient.little(command.length + 1 + row);
        body.put(command).put((byte) 1).putInt(row).put(name).put(good).put(bad);
        client.send(1, 0, RawClient.bytes(body));
        assertThat(client.answer().code()).isEqualTo(INVALID_BSON);
        assertThat(entries.countDocuments()).isZero();
    }

    @Test
    void refusesDocumentsThatAreTooDeep() throws IOException {
        client.send(1, 0, RawClient.command(nested(20_000)));
        assertThat(client.answer().code()).isEqualTo(OVERFLOW);
        client.send(2, 0, PING);
        assertThat(client.answer().document()).containsEntry("ok", 1.0);
    }

    /// From the inside to the outside.
    private static byte[] nested(int depth) {
        int most = 5 + 8 * depth;
        ByteBuffer bson = RawClient.little(most);
        for (int length = most; length > 5; length -= 8) {
            bson.putInt(length).put((byte) 3).put((byte) 'a').put((byte) 0);
        }
        bson.putInt(5).position(most);
        return RawClient.bytes(bson);
    }

    @Test
    void saysWhatItCannotReadAlthoughItIsBson() throws IOException {
        byte[] symbol = HexFormat.of().parseHex("0e0000000e6100020000007800" + "00");
        client.send(1, 0, RawClient.command(symbol));
        assertThat(client.answer().code()).isEqualTo(BAD_VALUE);
        client.send(2, 0, PING);
        assertThat(client.answer().document()).containsEntry("ok", 1.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 15, 48_000_001, Integer.MAX_VALUE})
    void closesAConnectionOnWhichNobodyKnowsWhereAMessageEnds(int length) throws IOException {
        client.announce(length);
        assertThat(client.isClosed()).isTrue();
        entries.insertOne(new Document("_id", 1));
        assertThat(entries.countDocuments()).isEqualTo(1);
    }

    @Test
    void closesAConnectionWithFlagsThatItMustKnow() throws IOException {
        client.send(1, 4, PING);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void doesNotAnswerWhatNobodyWaitsFor() throws IOException {
        client.send(1, MORE_TO_COME, insert(1));
        client.send(2, MORE_TO_COME, insert(1));
        client.send(3, MORE_TO_COME, RawClient.command(HexFormat.of().parseHex("0800000042610000")));
        client.send(4, MORE_TO_COME, insert(2));
        client.send(5, 0, PING);
        assertThat(client.answer().to()).isEqualTo(5);
        assertThat(entries.find().map(entry -> entry.get("_id")).into(new ArrayList<>()))
                .isEqualTo(List.of(1, 2));
    }

    private static byte[] insert(int id) {
        return RawClient.command(RawClient.bson(
                "{insert: 'entries', documents: [{_id: " + id + "}], writeConcern: {w: 0}, $db: 'test'}"));
    }

    @Test
    void takesNoMoreRequestsFromAClientThatDoesNotReadItsAnswers() throws Exception {
        entries.insertOne(new Document("_id", 1).append("a", new byte[ANSWER]));
        byte[] find = RawClient.command(RawClient.bson("{find: 'entries', $db: 'test'}"));
        long before = PlatformDependent.usedDirectMemory();
        for (int i = 1; i <= UNREAD; i++) {
            client.send(i, 0, find);
        }
        // It has had its turn when several others, which share its threads, are answered.
        for (int i = 0; i < 2 * UNREAD; i++) {
            assertThat(entries.countDocuments()).isEqualTo(1);
        }
        assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan((long) UNREAD / 2 * ANSWER);
        for (int i = 1; i <= UNREAD; i++) {
            assertThat(client.answer().to()).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.b",
                "a/b",
                "a b",
                "$x",
                "a\\b",
                "a\"b",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void refusesWhatIsNoNameOfADatabase(String name) throws IOException {
        Document insert = new Document("insert", "a").append("documents", List.of(new Document("_id", 1)));
        client.send(1, 0, RawClient.command(RawClient.bson(insert.append("$db", name))));
        assertThat(client.answer().code()).isEqualTo(INVALID_NAMESPACE);
        client.send(2, 0, PING);
        assertThat(client.answer().document()).containsEntry("ok", 1.0);
    }

    @Test
    void refusesADatabaseWithAZeroInItsName() throws IOException {
        client.send(1, 0, RawClient.command(RawClient.bson("{insert: 'a', documents: [{}], $db: 'a\\u0000b'}")));
        assertThat(client.answer().code()).isEqualTo(INVALID_NAMESPACE);
        assertThat(driver.listDatabaseNames()).doesNotContain("a\0b", "a");
    }
}
