package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import org.junit.jupiter.api.Test;

/// What update operators make of arrays.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/operator/update-array/">Array update operators</a>
final class UpdateArraysTest extends Conformance {
    @Test
    void appendsAnElement() {
        insert("{_id: 1, a: [1]}");

        updates("{$push: {a: 1, b: 2}}", "{_id: 1, a: [1, 1], b: [2]}");
    }

    @Test
    void appendsAnArrayAsOneElement() {
        insert("{_id: 1, a: [1]}");

        updates("{$push: {a: [2, 3]}}", "{_id: 1, a: [1, [2, 3]]}");
    }

    @Test
    void appendsEachOfSeveralElements() {
        insert("{_id: 1, a: [1]}");

        updates("{$push: {a: {$each: [3, 2]}}}", "{_id: 1, a: [1, 3, 2]}");
    }

    @Test
    void keepsTheLastElements() {
        insert("{_id: 1, a: [1, 2]}");

        updates("{$push: {a: {$each: [3, 4], $slice: -3}}}", "{_id: 1, a: [2, 3, 4]}");
    }

    @Test
    void sortsElements() {
        insert("{_id: 1, a: [{n: 3}, {n: 1}]}");

        updates("{$push: {a: {$each: [{n: 2}], $sort: {n: 1}}}}", "{_id: 1, a: [{n: 1}, {n: 2}, {n: 3}]}");
    }

    @Test
    void putsElementsAtAPosition() {
        insert("{_id: 1, a: [1, 2]}");

        updates("{$push: {a: {$each: [9], $position: 0}}}", "{_id: 1, a: [9, 1, 2]}");
    }

    @Test
    void refusesToAppendToWhatIsNoArray() {
        insert("{_id: 1, a: 1}");

        assertThatThrownBy(() -> entries.updateOne(json("{}"), json("{$push: {a: 1}}")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(2));
    }

    @Test
    void addsOnlyWhatIsNotThere() {
        insert("{_id: 1, a: [1, 2]}");

        updates("{$addToSet: {a: 2}}", "{_id: 1, a: [1, 2]}");
        updates("{$addToSet: {a: 3}}", "{_id: 1, a: [1, 2, 3]}");
        updates("{$addToSet: {b: 1}}", "{_id: 1, a: [1, 2, 3], b: [1]}");
    }

    @Test
    void addsEachThatIsNotThere() {
        insert("{_id: 1, a: [1]}");

        updates("{$addToSet: {a: {$each: [1, 2, 2, 3]}}}", "{_id: 1, a: [1, 2, 3]}");
    }

    @Test
    void takesEqualDocumentsForOneOnlyWithTheSameOrderOfFields() {
        insert("{_id: 1, a: [{x: 1, y: 2}]}");

        updates("{$addToSet: {a: {x: 1, y: 2}}}", "{_id: 1, a: [{x: 1, y: 2}]}");
        entries.updateOne(json("{}"), json("{$addToSet: {a: {y: 2, x: 1}}}"));
        assertThat(only().getList("a", Object.class)).hasSize(2);
    }

    @Test
    void removesElementsThatAreEqual() {
        insert("{_id: 1, a: [1, 2, 1, 3]}");

        updates("{$pull: {a: 1}}", "{_id: 1, a: [2, 3]}");
        updates("{$pull: {a: 9, missing: 1}}", "{_id: 1, a: [2, 3]}");
    }

    @Test
    void removesElementsThatMeetACondition() {
        insert("{_id: 1, a: [1, 5, 8], b: [{c: 1, d: 1}, {c: 2, d: 1}]}");

        updates("{$pull: {a: {$gte: 5}, b: {c: 2}}}", "{_id: 1, a: [1], b: [{c: 1, d: 1}]}");
        updates("{$pull: {a: {$in: [1, 2]}}}", "{_id: 1, a: [], b: [{c: 1, d: 1}]}");
    }

    @Test
    void removesAllOfSeveralElements() {
        insert("{_id: 1, a: [1, 2, 1, 3]}");

        updates("{$pullAll: {a: [1, 3]}}", "{_id: 1, a: [2]}");
    }

    @Test
    void removesTheFirstOrTheLastElement() {
        insert("{_id: 1, a: [1, 2, 3]}");

        updates("{$pop: {a: 1}}", "{_id: 1, a: [1, 2]}");
        updates("{$pop: {a: -1}}", "{_id: 1, a: [2]}");
    }

    private void updates(String update, String expected) {
        entries.updateOne(json("{_id: 1}"), json(update));
        assertThat(only()).isEqualTo(json(expected));
    }
}
