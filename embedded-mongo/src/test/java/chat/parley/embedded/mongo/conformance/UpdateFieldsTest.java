package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

/// What update operators make of fields.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/operator/update-field/">Field update operators</a>
final class UpdateFieldsTest extends Conformance {
    private static final int TYPE_MISMATCH = 14;
    private static final int CONFLICT = 40;

    @Test
    void setsFields() {
        insert("{_id: 1, a: 1}");

        updates("{$set: {a: 2, b: 'x'}}", "{_id: 1, a: 2, b: 'x'}");
    }

    @Test
    void setsNestedFieldsAndMakesWhatIsBetween() {
        insert("{_id: 1, a: {b: 1}}");

        updates("{$set: {'a.c': 2, 'd.e.f': 3}}", "{_id: 1, a: {b: 1, c: 2}, d: {e: {f: 3}}}");
    }

    @Test
    void setsElements() {
        insert("{_id: 1, a: [1, 2]}");

        updates("{$set: {'a.1': 5, 'a.3': 6}}", "{_id: 1, a: [1, 5, null, 6]}");
    }

    @Test
    void setsTheElementThatWasFound() {
        insert("{_id: 1, a: [{b: 1}, {b: 2}, {b: 2}]}");
        entries.updateOne(json("{'a.b': 2}"), json("{$set: {'a.$.b': 3}}"));

        assertThat(only()).isEqualTo(json("{_id: 1, a: [{b: 1}, {b: 3}, {b: 2}]}"));
    }

    @Test
    void setsTheElementThatWasFoundByTwoBounds() {
        insert("{_id: 1, a: [1, 5, 9]}");
        entries.updateOne(json("{a: {$gt: 3, $lt: 7}}"), json("{$set: {'a.$': 0}}"));

        assertThat(only()).isEqualTo(json("{_id: 1, a: [1, 0, 9]}"));
    }

    @Test
    void setsAllElements() {
        insert("{_id: 1, a: [{b: 1}, {b: 2}]}");

        updates("{$set: {'a.$[].b': 3}}", "{_id: 1, a: [{b: 3}, {b: 3}]}");
    }

    @Test
    void removesFields() {
        insert("{_id: 1, a: 1, b: {c: 1, d: 2}}");

        updates("{$unset: {a: '', 'b.c': 1, missing: ''}}", "{_id: 1, b: {d: 2}}");
    }

    @Test
    void addsToNumbers() {
        insert("{_id: 1, a: 1, b: 5}");

        updates("{$inc: {a: 2, b: -7, c: 4}}", "{_id: 1, a: 3, b: -2, c: 4}");
    }

    @Test
    void widensNumbersThatNoLongerFit() {
        insert("{_id: 1, a: 2147483647, b: 1}");

        updates("{$inc: {a: 1, b: 0.5}}", "{_id: 1, a: NumberLong('2147483648'), b: 1.5}");
    }

    @Test
    void addsToLongsExactly() {
        insert("{_id: 1, a: NumberLong('9007199254740993')}");

        updates("{$inc: {a: 1}}", "{_id: 1, a: NumberLong('9007199254740994')}");
    }

    @Test
    void refusesToAddToWhatIsNoNumber() {
        insert("{_id: 1, a: 'x'}");

        assertThat(refused("{$inc: {a: 1}}")).isEqualTo(TYPE_MISMATCH);
        assertThat(only()).isEqualTo(json("{_id: 1, a: 'x'}"));
    }

    @Test
    void multipliesNumbers() {
        insert("{_id: 1, a: 3}");

        updates("{$mul: {a: 4, b: 2}}", "{_id: 1, a: 12, b: 0}");
    }

    @Test
    void keepsTheGreaterValue() {
        insert("{_id: 1, a: 5, b: 5}");

        updates("{$max: {a: 7, b: 3, c: 1}}", "{_id: 1, a: 7, b: 5, c: 1}");
    }

    @Test
    void keepsTheLesserValue() {
        insert("{_id: 1, a: 5, b: 5}");

        updates("{$min: {a: 7, b: 3, c: 1}}", "{_id: 1, a: 5, b: 3, c: 1}");
    }

    @Test
    void keepsTheLaterDate() {
        insert("{_id: 1, a: ISODate('2024-01-01T00:00:00Z')}");

        updates("{$max: {a: ISODate('2023-01-01T00:00:00Z')}}", "{_id: 1, a: ISODate('2024-01-01T00:00:00Z')}");
        updates("{$max: {a: ISODate('2025-01-01T00:00:00Z')}}", "{_id: 1, a: ISODate('2025-01-01T00:00:00Z')}");
    }

    @Test
    void comparesValuesOfDifferentTypesByTheirTypes() {
        insert("{_id: 1, a: 5, b: 5}");

        updates("{$max: {a: 'text'}, $min: {b: null}}", "{_id: 1, a: 'text', b: null}");
    }

    @Test
    void renamesFields() {
        insert("{_id: 1, a: 1}");

        updates("{$rename: {a: 'b', missing: 'c'}}", "{_id: 1, b: 1}");
    }

    @Test
    void setsTheDate() {
        insert("{_id: 1}");
        entries.updateOne(json("{}"), json("{$currentDate: {a: true}}"));

        assertThat(only().get("a", Date.class)).isAfter(Instant.parse("2024-01-01T00:00:00Z"));
    }

    @Test
    void setsOnInsertOnlyWhatIsNew() {
        insert("{_id: 1, a: 1}");
        UpdateOptions upsert = new UpdateOptions().upsert(true);
        entries.updateOne(json("{_id: 1}"), json("{$set: {b: 2}, $setOnInsert: {a: 5}}"), upsert);
        entries.updateOne(json("{_id: 2}"), json("{$set: {b: 2}, $setOnInsert: {a: 5}}"), upsert);

        assertThat(all()).isEqualTo(jsons("{_id: 1, a: 1, b: 2}", "{_id: 2, b: 2, a: 5}"));
    }

    @Test
    void countsAsModifiedOnlyWhatChanged() {
        insert("{_id: 1, a: 1}");
        UpdateResult same = entries.updateOne(json("{}"), json("{$set: {a: 1}}"));

        assertThat(same.getMatchedCount()).isEqualTo(1);
        assertThat(same.getModifiedCount()).isZero();
    }

    @Test
    void refusesTwoChangesOfOneField() {
        insert("{_id: 1, a: 1}");

        assertThat(refused("{$set: {a: 2}, $inc: {a: 1}}")).isEqualTo(CONFLICT);
        assertThat(refused("{$set: {a: {b: 1}}, $unset: {'a.c': 1}}")).isEqualTo(CONFLICT);
        assertThat(only()).isEqualTo(json("{_id: 1, a: 1}"));
    }

    private void updates(String update, String expected) {
        entries.updateOne(json("{_id: 1}"), json(update));
        assertThat(only()).isEqualTo(json(expected));
    }

    private int refused(String update) {
        return catchThrowableOfType(MongoWriteException.class, () -> entries.updateOne(json("{_id: 1}"), json(update)))
                .getCode();
    }
}
