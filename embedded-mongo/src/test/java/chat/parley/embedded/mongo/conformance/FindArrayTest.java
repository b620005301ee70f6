package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Filters on fields that hold arrays.
///
/// @see <a href="https://www.mongodb.com/docs/manual/tutorial/query-arrays/">Query an array</a>
final class FindArrayTest extends Conformance {
    @Test
    void findsAnElement() {
        insert("{_id: 1, a: [1, 2]}", "{_id: 2, a: [3]}", "{_id: 3, a: 1}");

        assertThat(ids("{a: 1}")).containsExactlyInAnyOrder(1, 3);
        assertThat(ids("{a: {$in: [2, 3]}}")).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void findsWholeArrays() {
        insert("{_id: 1, a: [1, 2]}", "{_id: 2, a: [2, 1]}", "{_id: 3, a: [[1, 2]]}");

        assertThat(ids("{a: [1, 2]}")).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void meetsTwoBoundsWithTwoElements() {
        insert("{_id: 1, a: [1, 9]}", "{_id: 2, a: [5]}", "{_id: 3, a: [9]}");

        assertThat(ids("{a: {$gt: 3, $lt: 7}}")).containsExactlyInAnyOrder(1, 2);
        assertThat(ids("{a: {$elemMatch: {$gt: 3, $lt: 7}}}")).containsExactly(2);
    }

    @Test
    void findsNoArrayThatHasAnElementOfWhichNoneMayBe() {
        insert("{_id: 1, a: [1, 2]}", "{_id: 2, a: [3]}");

        assertThat(ids("{a: {$ne: 1}}")).containsExactly(2);
        assertThat(ids("{a: {$nin: [3, 4]}}")).containsExactly(1);
    }

    @Test
    void findsArraysWithAllOfSeveralElements() {
        insert("{_id: 1, a: [1, 2, 3]}", "{_id: 2, a: [2]}");

        assertThat(ids("{a: {$all: [3, 2]}}")).containsExactly(1);
    }

    @Test
    void findsArraysOfALength() {
        insert("{_id: 1, a: [1, 2]}", "{_id: 2, a: []}", "{_id: 3}");

        assertThat(ids("{a: {$size: 2}}")).containsExactly(1);
        assertThat(ids("{a: {$size: 0}}")).containsExactly(2);
    }

    @Test
    void findsFieldsOfElements() {
        insert("{_id: 1, a: [{b: 1, c: 1}, {b: 2, c: 2}]}", "{_id: 2, a: [{b: 1, c: 2}]}");

        assertThat(ids("{'a.b': 2}")).containsExactly(1);
        assertThat(ids("{'a.b': 1, 'a.c': 2}")).containsExactlyInAnyOrder(1, 2);
        assertThat(ids("{a: {$elemMatch: {b: 1, c: 2}}}")).containsExactly(2);
    }

    @Test
    void findsElementsByTheirPositions() {
        insert("{_id: 1, a: [1, 2]}", "{_id: 2, a: [2, 1]}");

        assertThat(ids("{'a.0': 2}")).containsExactly(2);
    }

    @Test
    void findsNullInAnArray() {
        insert("{_id: 1, a: [null, 1]}", "{_id: 2, a: []}", "{_id: 3, a: [1]}");

        assertThat(ids("{a: null}")).containsExactly(1);
    }
}
