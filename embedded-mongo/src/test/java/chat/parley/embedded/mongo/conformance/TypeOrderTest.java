package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Values of different types have an order too, with an index and without.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/">Comparison order</a>
final class TypeOrderTest extends Conformance {
    private static final List<BsonValue> ORDERED = List.of(
            new BsonMinKey(),
            BsonNull.VALUE,
            new BsonInt32(-5),
            new BsonInt32(7),
            new BsonString(""),
            new BsonString("text"),
            new BsonDocument(),
            new BsonDocument("x", new BsonInt32(1)),
            new BsonDocument("x", new BsonInt32(2)),
            new BsonArray(List.of(new BsonArray(List.of(new BsonInt32(1))))),
            new BsonBinary(new byte[] {9}),
            new BsonBinary(new byte[] {1, 2}),
            new BsonBinary(new UUID(1, 2)),
            new BsonBinary(new UUID(-1, 2)),
            new BsonObjectId(new ObjectId("0123456789abcdef01234567")),
            new BsonObjectId(new ObjectId("f123456789abcdef01234567")),
            BsonBoolean.FALSE,
            BsonBoolean.TRUE,
            new BsonDateTime(-1_000),
            new BsonDateTime(1_000),
            new BsonTimestamp(1, 1),
            new BsonTimestamp(1, 2),
            new BsonRegularExpression("a"),
            new BsonMaxKey());

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sortsTypesInTheirOrder(boolean indexed) {
        shuffled(indexed);

        assertThat(ids("{}", "{a: 1}")).containsExactlyElementsOf(range(0, ORDERED.size()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sortsTypesBackwards(boolean indexed) {
        shuffled(indexed);

        assertThat(ids("{}", "{a: -1}"))
                .containsExactlyElementsOf(range(0, ORDERED.size()).reversed());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsEachValue(boolean indexed) {
        shuffled(indexed);

        for (int i = 0; i < ORDERED.size(); i++) {
            if (!ORDERED.get(i).isRegularExpression() && !ORDERED.get(i).isArray()) {
                assertThat(ids(entries.find(new Document("a", ORDERED.get(i))))).containsExactly(i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void comparesDatesBooleansAndIdsWithTheirLikes(boolean indexed) {
        shuffled(indexed);

        assertThat(greaterOrEqual("BsonDateTime")).hasSize(2);
        assertThat(greaterOrEqual("BsonObjectId")).hasSize(2);
        assertThat(greaterOrEqual("BsonString")).hasSize(2);
        assertThat(greaterOrEqual("BsonBoolean")).hasSize(2);
    }

    /// What is found that is not less than the first value of a type.
    private List<Object> greaterOrEqual(String type) {
        BsonValue first = ORDERED.stream()
                .filter(value -> value.getClass().getSimpleName().equals(type))
                .findFirst()
                .orElseThrow();
        return ids(entries.find(new Document("a", new Document("$gte", first))));
    }

    private void shuffled(boolean indexed) {
        if (indexed) {
            entries.createIndex(json("{a: 1}"));
        }
        List<Document> documents = new ArrayList<>(IntStream.range(0, ORDERED.size())
                .mapToObj(i -> new Document("_id", i).append("a", ORDERED.get(i)))
                .toList());
        Collections.reverse(documents);
        entries.insertMany(documents);
    }

    private static List<Object> range(int from, int to) {
        return IntStream.range(from, to).<Object>mapToObj(i -> i).toList();
    }
}
