package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How commands are refused.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/error-codes/">Error codes</a>
/// @see <a href="https://www.mongodb.com/docs/manual/reference/limits/">Limits</a>
final class ErrorsTest extends Conformance {
    private static final int BAD_VALUE = 2;
    private static final int FAILED_TO_PARSE = 9;
    private static final int TYPE_MISMATCH = 14;
    private static final int CURSOR_NOT_FOUND = 43;
    private static final int COMMAND_NOT_FOUND = 59;
    private static final int CANNOT_CREATE_INDEX = 67;
    private static final int INVALID_NAMESPACE = 73;
    private static final int TOO_LARGE = 10334;
    /// The same of the result of an update.
    private static final int TOO_LARGE_AFTERWARDS = 17419;

    @Test
    void doesNotKnowACommand() {
        MongoCommandException refused = refusal("{nonsense: 1}");

        assertThat(refused.getErrorCode()).isEqualTo(COMMAND_NOT_FOUND);
        assertThat(refused.getErrorCodeName()).isEqualTo("CommandNotFound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a: {$nonsense: 1}}",
                "{$nonsense: [{a: 1}]}",
                "{$and: [{a: {$nonsense: 1}}]}",
                "{$or: []}",
                "{$and: {a: 1}}",
                "{a: {$in: 1}}"
            })
    void refusesAFilterThatIsNone(String filter) {
        insert("{_id: 1, a: 1}");

        assertThat(codeOf("{find: 'entries', filter: " + filter + "}")).isEqualTo(BAD_VALUE);
    }

    @Test
    void refusesAnUnknownOperatorAlsoInAnEmptyCollection() {
        entries.createIndex(json("{b: 1}"));

        assertThat(codeOf("{find: 'entries', filter: {a: {$nonsense: 1}}}")).isEqualTo(BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'entries', filter: 'text'}",
                "{find: 'entries', sort: 'text'}",
                "{find: 'entries', projection: 'text'}",
                "{find: 'entries', limit: 'text'}",
                "{insert: 'entries', documents: 'text'}",
                "{insert: 'entries', documents: ['text']}",
                "{update: 'entries', updates: 'text'}",
                "{delete: 'entries', deletes: 'text'}",
                "{getMore: 'text', collection: 'entries'}",
                "{killCursors: 'entries', cursors: 'text'}",
                "{distinct: 'entries', key: 1}",
                "{count: 'entries', query: 'text'}"
            })
    void refusesFieldsOfWrongTypes(String command) {
        insert("{_id: 1, a: 1}");

        assertThat(codeOf(command)).isEqualTo(TYPE_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'a\\u0000b'}",
                "{count: 'a\\u0000b'}",
                "{insert: 'a\\u0000b', documents: [{_id: 1}]}",
                "{update: 'a\\u0000b', updates: [{q: {_id: 1}, u: {$set: {a: 1}}, upsert: true}]}",
                "{create: 'a\\u0000b'}",
                "{createIndexes: 'a\\u0000b', indexes: [{key: {a: 1}, name: 'a_1'}]}",
                "{drop: 'a\\u0000b'}",
                "{aggregate: 'entries', pipeline: [{$merge: 'a\\u0000b'}], cursor: {}}"
            })
    void refusesANamespaceWithAZero(String command) {
        insert("{_id: 1}");

        assertThat(codeOf(command)).isEqualTo(INVALID_NAMESPACE);
    }

    @Test
    void refusesAnIndexWithAZeroInItsName() {
        assertThat(codeOf("{createIndexes: 'entries', indexes: [{key: {a: 1}, name: 'a\\u0000b'}]}"))
                .isEqualTo(CANNOT_CREATE_INDEX);
    }

    @Test
    void refusesToReadOnWithoutACursor() {
        MongoCommandException refused = refusal("{getMore: NumberLong('4711'), collection: 'entries'}");

        assertThat(refused.getErrorCode()).isEqualTo(CURSOR_NOT_FOUND);
        assertThat(refused.getErrorCodeName()).isEqualTo("CursorNotFound");
    }

    @Test
    void refusesAnUnknownUpdateOperator() {
        insert("{_id: 1}");
        Document answer = run("{update: 'entries', updates: [{q: {_id: 1}, u: {$nonsense: {a: 1}}}]}");

        assertThat(answer.getList("writeErrors", Document.class).getFirst()).containsEntry("code", FAILED_TO_PARSE);
        assertThat(answer).containsEntry("n", 0);
    }

    @Test
    void refusesADocumentThatGrowsTooLarge() {
        String half = "x".repeat(9 * 1024 * 1024);
        entries.insertOne(new Document("_id", 1).append("a", half));
        MongoWriteException refused = catchThrowableOfType(
                MongoWriteException.class,
                () -> entries.updateOne(json("{_id: 1}"), new Document("$set", new Document("b", half))));

        assertThat(refused.getCode()).isIn(TOO_LARGE, TOO_LARGE_AFTERWARDS);
        assertThat(only()).containsOnlyKeys("_id", "a");
    }

    @Test
    void keepsADocumentOfJustTheLargestSize() {
        int around = 5 + 9 + 8;
        String text = "x".repeat(16 * 1024 * 1024 - around);
        entries.insertOne(new Document("_id", 1).append("a", text));

        assertThat(only()).containsEntry("a", text);
    }

    @Test
    void goesOnAfterARefusal() {
        insert("{_id: 1}");

        assertThat(refusal("{nonsense: 1}")).isNotNull();
        assertThat(ids("{}")).containsExactly(1);
    }
}
