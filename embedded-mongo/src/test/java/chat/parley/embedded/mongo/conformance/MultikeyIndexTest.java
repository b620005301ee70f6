package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.IndexOptions;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Indexes of arrays find what is found without them.
///
/// @see <a href="https://www.mongodb.com/docs/manual/core/indexes/index-types/index-multikey/">Multikey indexes</a>
final class MultikeyIndexTest extends Conformance {
    private static final int DUPLICATE = 11000;
    private static final int AMBIGUOUS = 16746;
    private static final int PARALLEL_ARRAYS = 171;

    @BeforeEach
    void index() {
        entries.createIndex(json("{a: 1}"));
        entries.createIndex(json("{'b.c': 1, d: -1}"));
    }

    @Test
    void findsEachDocumentOnce() {
        insert("{_id: 1, a: [1, 2, 3]}", "{_id: 2, a: 2}");

        assertThat(ids("{a: {$gte: 1}}")).containsExactlyInAnyOrder(1, 2);
        assertThat(ids("{a: {$in: [1, 2, 3]}}")).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void findsElements() {
        insert("{_id: 1, a: [1, 2, 3]}", "{_id: 2, a: [3]}", "{_id: 3, a: []}");

        assertThat(ids("{a: 3}")).containsExactlyInAnyOrder(1, 2);
        assertThat(ids("{a: 1}")).containsExactly(1);
    }

    @Test
    void meetsTwoBoundsWithTwoElements() {
        insert("{_id: 1, a: [1, 9]}", "{_id: 2, a: [5]}", "{_id: 3, a: [9]}");

        assertThat(ids("{a: {$gt: 3, $lt: 7}}")).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void findsWholeArrays() {
        insert("{_id: 1, a: [1, 2]}", "{_id: 2, a: [[1, 2]]}", "{_id: 3, a: [2, 1]}", "{_id: 4, a: []}");

        assertThat(ids("{a: [1, 2]}")).containsExactlyInAnyOrder(1, 2);
        assertThat(ids("{a: []}")).containsExactly(4);
    }

    @Test
    void findsFieldsOfElements() {
        insert("{_id: 1, b: [{c: 1}, {c: 2}], d: 1}", "{_id: 2, b: {c: 2}, d: 2}", "{_id: 3, b: [{x: 1}]}");

        assertThat(ids("{'b.c': 2}")).containsExactlyInAnyOrder(1, 2);
        assertThat(ids("{'b.c': 2, d: {$gt: 1}}")).containsExactly(2);
        assertThat(ids("{'b.c': null}")).containsExactly(3);
    }

    @Test
    void forgetsElementsThatAreRemoved() {
        insert("{_id: 1, a: [1, 2]}");
        entries.updateOne(json("{_id: 1}"), json("{$pull: {a: 1}}"));

        assertThat(ids("{a: 1}")).isEmpty();
        assertThat(ids("{a: 2}")).containsExactly(1);
    }

    @Test
    void pairsTheFieldsOfEachElement() {
        entries.createIndex(json("{'e.b': 1, 'e.c': 1}"), new IndexOptions().unique(true));
        insert("{_id: 1, e: [{b: 1, c: 1}, {b: 2, c: 2}]}", "{_id: 2, e: [{b: 1, c: 2}, {b: 2, c: 1}]}");

        assertThat(ids("{'e.b': 1, 'e.c': 2}")).containsExactlyInAnyOrder(1, 2);
        assertThat(ids("{e: {$elemMatch: {b: 1, c: 2}}}")).containsExactly(2);
        assertThatThrownBy(() -> entries.insertOne(json("{_id: 3, e: [{b: 2, c: 2}]}")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(DUPLICATE));
    }

    @Test
    void countsOneEntryForEachElement() {
        entries.createIndex(json("{'e.b': 1, 'e.c': 1}"));
        insert("{_id: 1, e: [{b: 1, c: 1}, {b: 2, c: 2}, {b: 3, c: 3}]}", "{_id: 2, e: []}", "{_id: 3}");
        Document keys = run("{validate: 'entries'}").get("keysPerIndex", Document.class);

        assertThat(keys.get("e.b_1_e.c_1", Number.class).intValue()).isEqualTo(5);
        assertThat(keys.get("_id_", Number.class).intValue()).isEqualTo(3);
    }

    @Test
    void indexesPositions() {
        entries.createIndex(json("{'p.0': 1}"));
        entries.createIndex(json("{'q.1.x': 1}"));
        insert(
                "{_id: 1, p: [1, 2], q: [{x: 1}, {x: 2}]}",
                "{_id: 2, p: [2, 1], q: [{x: 2}]}",
                "{_id: 3, p: {'0': 1}, q: {'1': {x: 2}}}",
                "{_id: 4, q: []}",
                "{_id: 5, p: [], q: 1}");

        assertThat(ids("{'p.0': 1}")).containsExactlyInAnyOrder(1, 3);
        assertThat(ids("{'p.0': {$gt: 1}}")).containsExactly(2);
        assertThat(ids("{'q.1.x': 2}")).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void indexesPositionsOfLongArrays() {
        entries.createIndex(json("{'p.0': 1, 'p.99999': 1}"));
        entries.insertOne(new Document("_id", 1)
                .append("p", IntStream.range(0, 100_000).boxed().toList()));

        assertThat(ids("{'p.0': 0, 'p.99999': 99999}")).containsExactly(1);
    }

    @Test
    void refusesWhatMayBeAPositionOrAField() {
        entries.createIndex(json("{'p.0': 1}"));

        assertThatThrownBy(() -> entries.insertOne(json("{p: [{'0': 1}, 2]}")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(AMBIGUOUS));
    }

    @Test
    void leavesElementsWithoutTheFieldOutOfASparseIndex() {
        entries.createIndex(json("{'s.b': 1}"), new IndexOptions().sparse(true).unique(true));
        insert("{_id: 1, s: [{x: 1}]}", "{_id: 2, s: [{x: 2}, {b: 1}]}", "{_id: 3, s: []}", "{_id: 4, s: [1]}");

        assertThat(ids("{'s.b': 1}")).containsExactly(2);
        assertThat(ids("{'s.b': {$exists: true}}")).containsExactly(2);
    }

    @Test
    void refusesTwoArraysInOneIndex() {
        assertThatThrownBy(() -> entries.insertOne(json("{b: [{c: 1}], d: [1, 2]}")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(PARALLEL_ARRAYS));
    }
}
