package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Which documents a filter finds.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/operator/query/">Query predicates</a>
final class FindFilterTest extends Conformance {
    @Test
    void findsEverythingWithoutAFilter() {
        numbers();

        assertThat(ids("{}")).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void findsNothingInACollectionThatDoesNotExist() {
        assertThat(ids("{a: 1}")).isEmpty();
    }

    @Test
    void findsEqualValues() {
        numbers();

        assertThat(ids("{a: 2}")).containsExactly(2);
        assertThat(ids("{a: {$eq: 2}}")).containsExactly(2);
        assertThat(ids("{a: '2'}")).isEmpty();
    }

    @Test
    void findsOneOfSeveralValues() {
        numbers();

        assertThat(ids("{a: {$in: [1, 3, 99]}}")).containsExactlyInAnyOrder(1, 3);
        assertThat(ids("{a: {$in: []}}")).isEmpty();
    }

    @Test
    void findsNoneOfSeveralValues() {
        numbers();

        assertThat(ids("{a: {$nin: [1, 3]}}")).containsExactlyInAnyOrder(2, 4);
    }

    @Test
    void findsGreaterValues() {
        numbers();

        assertThat(ids("{a: {$gt: 2}}")).containsExactly(3);
        assertThat(ids("{a: {$gte: 2}}")).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void findsLesserValues() {
        numbers();

        assertThat(ids("{a: {$lt: 2}}")).containsExactly(1);
        assertThat(ids("{a: {$lte: 2}}")).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void findsValuesBetweenTwoBounds() {
        numbers();

        assertThat(ids("{a: {$gt: 1, $lt: 3}}")).containsExactly(2);
        assertThat(ids("{a: {$gt: 3, $lt: 1}}")).isEmpty();
    }

    @Test
    void comparesOnlyValuesOfTheSameType() {
        insert(
                "{_id: 1, a: 5}",
                "{_id: 2, a: '5'}",
                "{_id: 3, a: true}",
                "{_id: 4, a: ISODate('2024-01-01T00:00:00Z')}");

        assertThat(ids("{a: {$gt: 1}}")).containsExactly(1);
        assertThat(ids("{a: {$lt: 'z'}}")).containsExactly(2);
        assertThat(ids("{a: {$gte: false}}")).containsExactly(3);
        assertThat(ids("{a: {$gt: ISODate('2023-01-01T00:00:00Z')}}")).containsExactly(4);
    }

    @Test
    void findsOtherValuesAndMissingOnesWithNotEqual() {
        numbers();

        assertThat(ids("{a: {$ne: 2}}")).containsExactlyInAnyOrder(1, 3, 4);
    }

    @Test
    void tellsPresentFromMissingFields() {
        insert("{_id: 1, a: null}", "{_id: 2}", "{_id: 3, a: 0}");

        assertThat(ids("{a: {$exists: true}}")).containsExactlyInAnyOrder(1, 3);
        assertThat(ids("{a: {$exists: false}}")).containsExactly(2);
    }

    @Test
    void findsNullAndMissingWithNull() {
        insert("{_id: 1, a: null}", "{_id: 2}", "{_id: 3, a: 0}");

        assertThat(ids("{a: null}")).containsExactlyInAnyOrder(1, 2);
        assertThat(ids("{a: {$in: [null, 0]}}")).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(ids("{a: {$ne: null}}")).containsExactly(3);
        assertThat(ids("{a: {$type: 'null'}}")).containsExactly(1);
    }

    @Test
    void findsWhatMeetsAllConditions() {
        insert("{_id: 1, a: 1, b: 1}", "{_id: 2, a: 1, b: 2}", "{_id: 3, a: 2, b: 2}");

        assertThat(ids("{a: 1, b: 2}")).containsExactly(2);
        assertThat(ids("{$and: [{a: 1}, {b: 2}]}")).containsExactly(2);
        assertThat(ids("{$and: [{a: {$gt: 0}}, {a: {$lt: 2}}]}")).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void findsWhatMeetsOneOfSeveralConditions() {
        insert("{_id: 1, a: 1, b: 1}", "{_id: 2, a: 1, b: 2}", "{_id: 3, a: 2, b: 2}", "{_id: 4}");

        assertThat(ids("{$or: [{a: 2}, {b: 1}]}")).containsExactlyInAnyOrder(1, 3);
        assertThat(ids("{a: 1, $or: [{a: 2}, {b: 1}]}")).containsExactly(1);
        assertThat(ids("{$nor: [{a: 2}, {b: 1}]}")).containsExactlyInAnyOrder(2, 4);
    }

    @Test
    void findsWhatDoesNotMeetACondition() {
        numbers();

        assertThat(ids("{a: {$not: {$gt: 1}}}")).containsExactlyInAnyOrder(1, 4);
    }

    @Test
    void findsNestedFields() {
        insert("{_id: 1, a: {b: {c: 1}}}", "{_id: 2, a: {b: {c: 2}}}", "{_id: 3, a: {b: 1}}", "{_id: 4, a: 1}");

        assertThat(ids("{'a.b.c': 1}")).containsExactly(1);
        assertThat(ids("{'a.b.c': {$gte: 1}}")).containsExactlyInAnyOrder(1, 2);
        assertThat(ids("{'a.b': {$exists: false}}")).containsExactly(4);
        assertThat(ids("{'a.b.c': null}")).containsExactlyInAnyOrder(3, 4);
    }

    @Test
    void comparesNestedDocumentsAsAWhole() {
        insert("{_id: 1, a: {x: 1, y: 2}}", "{_id: 2, a: {y: 2, x: 1}}", "{_id: 3, a: {x: 1, y: 2, z: 3}}");

        assertThat(ids("{a: {x: 1, y: 2}}")).containsExactly(1);
    }

    @Test
    void takesAnEmptyDocumentForAValue() {
        insert("{_id: 1, a: {}}", "{_id: 2, a: {x: 1}}", "{_id: 3, a: 1}", "{_id: 4}");

        assertThat(ids("{a: {}}")).containsExactly(1);
    }

    @Test
    void findsMatchingStrings() {
        insert("{_id: 1, a: 'Anna'}", "{_id: 2, a: 'Hanna'}", "{_id: 3, a: 5}");

        assertThat(ids("{a: /^an/i}")).containsExactly(1);
        assertThat(ids("{a: {$regex: 'anna'}}")).containsExactly(2);
        assertThat(ids("{a: {$in: [/^H/, 5]}}")).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void findsRemainders() {
        numbers();

        assertThat(ids("{a: {$mod: [2, 1]}}")).containsExactlyInAnyOrder(1, 3);
    }

    private void numbers() {
        insert("{_id: 1, a: 1}", "{_id: 2, a: 2}", "{_id: 3, a: 3}", "{_id: 4, b: 1}");
    }
}
