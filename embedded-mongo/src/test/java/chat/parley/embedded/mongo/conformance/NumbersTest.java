package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers of all types are one order, with an index and without.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/">Comparison order</a>
final class NumbersTest extends Conformance {
    private static final String[] EQUAL = {"5", "NumberLong('5')", "5.0", "NumberDecimal('5')", "NumberDecimal('5.00')"
    };

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areEqualWhateverTheirTypes(boolean indexed) {
        index(indexed);
        for (int i = 0; i < EQUAL.length; i++) {
            insert("{_id: " + i + ", a: " + EQUAL[i] + "}");
        }

        for (String five : EQUAL) {
            assertThat(ids("{a: " + five + "}")).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            assertThat(ids("{a: {$in: [" + five + "]}}")).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            assertThat(ids("{a: {$gt: " + five + "}}")).isEmpty();
            assertThat(ids("{a: {$lte: " + five + "}}")).hasSize(5);
            assertThat(ids("{a: {$ne: " + five + "}}")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areOrderedWhateverTheirTypes(boolean indexed) {
        index(indexed);
        insert(
                "{_id: 1, a: NumberDecimal('-1.5')}",
                "{_id: 2, a: -1}",
                "{_id: 3, a: 0.25}",
                "{_id: 4, a: NumberLong('2')}",
                "{_id: 5, a: NumberDecimal('2.5')}",
                "{_id: 6, a: 2.75}",
                "{_id: 7, a: 3}",
                "{_id: 8, a: NumberLong('4000000000')}",
                "{_id: 9, a: 4000000000.5}");

        assertThat(ids("{}", "{a: 1}")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(ids("{}", "{a: -1}")).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(ids("{a: {$gt: 2.5}}", "{a: 1}")).containsExactly(6, 7, 8, 9);
        assertThat(ids("{a: {$lt: NumberDecimal('0.5')}}", "{a: 1}")).containsExactly(1, 2, 3);
        assertThat(ids("{a: {$gt: NumberLong('2'), $lt: 3}}", "{a: 1}")).containsExactly(5, 6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsLongsBeyondTheDoublesApart(boolean indexed) {
        index(indexed);
        insert(
                "{_id: 1, a: NumberLong('9007199254740991')}",
                "{_id: 2, a: NumberLong('9007199254740992')}",
                "{_id: 3, a: NumberLong('9007199254740993')}",
                "{_id: 4, a: NumberLong('9007199254740994')}");

        assertThat(ids("{a: NumberLong('9007199254740993')}")).containsExactly(3);
        assertThat(ids("{a: {$gt: NumberLong('9007199254740992')}}", "{a: 1}")).containsExactly(3, 4);
        assertThat(ids("{a: {$lte: NumberLong('9007199254740993')}}", "{a: -1}"))
                .containsExactly(3, 2, 1);
        assertThat(ids("{a: 9007199254740992.0}")).containsExactly(2);
        assertThat(ids("{a: {$gt: 9007199254740992.0}}", "{a: 1}")).containsExactly(3, 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ordersTheLargestNumbers(boolean indexed) {
        index(indexed);
        insert(
                "{_id: 1, a: -Infinity}",
                "{_id: 2, a: NumberLong('-9223372036854775808')}",
                "{_id: 3, a: NumberLong('9223372036854775807')}",
                "{_id: 4, a: 1e300}",
                "{_id: 5, a: NumberDecimal('1E+6000')}",
                "{_id: 6, a: Infinity}");

        assertThat(ids("{}", "{a: 1}")).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ordersNotANumberFirst(boolean indexed) {
        index(indexed);
        insert("{_id: 1, a: -Infinity}", "{_id: 2, a: NaN}", "{_id: 3, a: 0}");

        assertThat(ids("{}", "{a: 1}")).containsExactly(2, 1, 3);
        assertThat(ids("{a: NaN}")).containsExactly(2);
        assertThat(ids("{a: {$lt: 0}}")).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesBothZerosForOne(boolean indexed) {
        index(indexed);
        insert("{_id: 1, a: 0}", "{_id: 2, a: -0.0}");

        assertThat(ids("{a: 0}")).containsExactlyInAnyOrder(1, 2);
        assertThat(ids("{a: {$lt: 0}}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void comparesLongsWithFractions(boolean indexed) {
        index(indexed);
        insert("{_id: 1, a: NumberLong('4000000000')}", "{_id: 2, a: 4000000000.5}", "{_id: 3, a: -4000000000.5}");

        assertThat(ids("{a: {$gt: NumberLong('4000000000')}}")).containsExactly(2);
        assertThat(ids("{a: {$lt: 4000000000.5}}", "{a: 1}")).containsExactly(3, 1);
        assertThat(ids("{$or: [{a: {$lt: NumberLong('-4000000000')}}, {a: 1}]}"))
                .containsExactly(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsDecimalsFromTheNearestDoubles(boolean indexed) {
        index(indexed);
        insert("{_id: 1, a: 0.1}", "{_id: 2, a: NumberDecimal('0.1')}");

        assertThat(ids("{a: NumberDecimal('0.1')}")).containsExactly(2);
        assertThat(ids("{}", "{a: 1}")).containsExactly(2, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsNoNumberBeyondNotANumber(boolean indexed) {
        index(indexed);
        insert("{_id: 1, a: 5}", "{_id: 2, a: NaN}");

        assertThat(ids("{a: {$gte: NaN}}")).containsExactly(2);
        assertThat(ids("{a: {$gt: NaN}}")).isEmpty();
    }

    private void index(boolean indexed) {
        if (indexed) {
            entries.createIndex(json("{a: 1}"));
        }
    }
}
