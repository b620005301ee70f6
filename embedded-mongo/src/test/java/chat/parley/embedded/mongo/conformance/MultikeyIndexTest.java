package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Indexes of arrays find what is found without them.
///
/// @see <a href="https://www.mongodb.com/docs/manual/core/indexes/index-types/index-multikey/">Multikey indexes</a>
final class MultikeyIndexTest extends Conformance {
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
    void refusesTwoArraysInOneIndex() {
        assertThatThrownBy(() -> entries.insertOne(json("{b: [{c: 1}], d: [1, 2]}")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(PARALLEL_ARRAYS));
    }
}
