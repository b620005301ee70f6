package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// The order of what is found, and parts of it.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/method/cursor.sort/">cursor.sort()</a>
final class SortTest extends Conformance {
    private static final int BAD_VALUE = 2;

    @Test
    void sortsAscending() {
        pairs();

        assertThat(ids("{}", "{b: 1}")).containsExactly(4, 2, 3, 1);
    }

    @Test
    void sortsDescending() {
        pairs();

        assertThat(ids("{}", "{b: -1}")).containsExactly(1, 3, 2, 4);
    }

    @Test
    void sortsByTwoFields() {
        pairs();

        assertThat(ids("{}", "{a: 1, b: -1}")).containsExactly(1, 2, 3, 4);
        assertThat(ids("{}", "{a: -1, b: 1}")).containsExactly(4, 3, 2, 1);
        assertThat(ids("{}", "{a: 1, b: 1}")).containsExactly(2, 1, 4, 3);
    }

    @Test
    void sortsByAnIndexAsWithoutOne() {
        pairs();
        entries.createIndex(json("{a: 1, b: -1}"));

        assertThat(ids("{}", "{a: 1, b: -1}")).containsExactly(1, 2, 3, 4);
        assertThat(ids("{}", "{a: -1, b: 1}")).containsExactly(4, 3, 2, 1);
        assertThat(ids("{}", "{a: 1, b: 1}")).containsExactly(2, 1, 4, 3);
    }

    @Test
    void sortsByNestedFields() {
        insert("{_id: 1, a: {b: 2}}", "{_id: 2, a: {b: 1}}", "{_id: 3, a: {b: 3}}");

        assertThat(ids("{}", "{'a.b': 1}")).containsExactly(2, 1, 3);
    }

    @Test
    void takesMissingFieldsForNullAndBeforeValues() {
        insert("{_id: 1, a: 1}", "{_id: 2}", "{_id: 3, a: -1}", "{_id: 4, a: null}");

        assertThat(ids("{}", "{a: 1, _id: 1}")).containsExactly(2, 4, 3, 1);
        assertThat(ids("{}", "{a: -1, _id: 1}")).containsExactly(1, 3, 2, 4);
    }

    @Test
    void sortsArraysByTheirLeastElementAscending() {
        insert("{_id: 1, a: [5, 2]}", "{_id: 2, a: [3, 4]}", "{_id: 3, a: 1}");

        assertThat(ids("{}", "{a: 1}")).containsExactly(3, 1, 2);
    }

    @Test
    void sortsArraysByTheirGreatestElementDescending() {
        insert("{_id: 1, a: [5, 2]}", "{_id: 2, a: [3, 4]}", "{_id: 3, a: 1}");

        assertThat(ids("{}", "{a: -1}")).containsExactly(1, 2, 3);
    }

    @Test
    void sortsArraysInAnIndexAsWithoutOne() {
        insert("{_id: 1, a: [5, 2]}", "{_id: 2, a: [3, 4]}", "{_id: 3, a: 1}");
        entries.createIndex(json("{a: 1}"));

        assertThat(ids("{a: {$gt: 0}}", "{a: 1}")).containsExactly(3, 1, 2);
        assertThat(ids("{a: {$gt: 0}}", "{a: -1}")).containsExactly(1, 2, 3);
    }

    @Test
    void comparesStringsByTheirBytes() {
        insert("{_id: 1, a: 'b'}", "{_id: 2, a: 'B'}", "{_id: 3, a: 'ä'}", "{_id: 4, a: ''}", "{_id: 5, a: 'ba'}");

        assertThat(ids("{}", "{a: 1}")).containsExactly(4, 2, 1, 5, 3);
    }

    @Test
    void comparesStringsBeyondTheBasicPlaneByTheirBytes() {
        insert("{_id: 1, a: '\\uFF5E'}", "{_id: 2, a: '\\uD83D\\uDE00'}");

        assertThat(ids("{}", "{a: 1}")).containsExactly(1, 2);
    }

    @Test
    void skipsAndLimits() {
        ten();

        assertThat(ids(entries.find().sort(json("{_id: 1}")).skip(3).limit(4))).containsExactly(3, 4, 5, 6);
        assertThat(ids(entries.find().sort(json("{_id: -1}")).limit(2))).containsExactly(9, 8);
        assertThat(ids(entries.find().sort(json("{a: 1}")).skip(8))).containsExactly(1, 0);
        assertThat(ids(entries.find().skip(10))).isEmpty();
    }

    @Test
    void takesALimitOfZeroForNone() {
        ten();

        assertThat(ids(entries.find().limit(0))).hasSize(10);
    }

    @Test
    void returnsOneBatchForANegativeLimit() {
        ten();

        assertThat(ids(entries.find().sort(json("{_id: 1}")).limit(-3))).containsExactly(0, 1, 2);
    }

    private void pairs() {
        insert("{_id: 1, a: 1, b: 4}", "{_id: 2, a: 1, b: 2}", "{_id: 3, a: 2, b: 3}", "{_id: 4, a: 2, b: 1}");
    }

    private void ten() {
        entries.insertMany(IntStream.range(0, 10)
                .mapToObj(n -> new Document("_id", n).append("a", -n))
                .toList());
    }

    @Test
    void sortsByPositions() {
        insert("{_id: 1, p: [3, 1]}", "{_id: 2, p: [1, 3]}", "{_id: 3, p: [2, 2]}", "{_id: 4, p: {'0': 0}}");

        assertThat(ids("{}", "{'p.0': 1}")).containsExactly(4, 2, 3, 1);
        assertThat(ids("{_id: {$lt: 4}}", "{'p.1': 1}")).containsExactly(1, 3, 2);
    }

    @Test
    void sortsByPairsOfFieldsOfElements() {
        insert("{_id: 1, e: [{b: 1, c: 9}, {b: 2, c: 0}]}", "{_id: 2, e: [{b: 1, c: 5}]}");

        assertThat(ids("{}", "{'e.b': 1, 'e.c': 1}")).containsExactly(2, 1);
    }

    @Test
    void refusesToSortByTwoArrays() {
        insert("{_id: 1, a: [1], b: [2]}");

        assertThat(codeOf("{find: 'entries', sort: {a: 1, b: 1}}")).isEqualTo(BAD_VALUE);
    }

    @Test
    void sortsAllThatIsLeftWhenTheLimitIsAsLargeAsCanBe() {
        insert("{_id: 1, a: 3}", "{_id: 2, a: 1}", "{_id: 3, a: 2}");
        Document answer = run(json("{find: 'entries', sort: {a: 1}, skip: 1}").append("limit", Long.MAX_VALUE));

        assertThat(ids(answer.get("cursor", Document.class).getList("firstBatch", Document.class)))
                .containsExactly(3, 1);
    }
}
