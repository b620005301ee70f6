package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import java.util.List;
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
    private static final int DOLLAR_PREFIXED = 52;
    private static final int COMMAND_NOT_FOUND = 59;
    private static final int CANNOT_CREATE_INDEX = 67;
    private static final int INVALID_NAMESPACE = 73;
    private static final int TOO_LARGE = 10334;
    private static final int OVERFLOW = 15;
    private static final int DISTINCT_TOO_LARGE = 17217;
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
                "{a: {$in: 1}}",
                "{a: {$not: 5}}",
                "{a: {$not: {$nonsense: 1}}}",
                "{a: {$elemMatch: {$nonsense: 1}}}",
                "{a: {$elemMatch: {b: {$nonsense: 1}}}}",
                "{a: {$mod: [0, 1]}}",
                "{a: {$mod: [1]}}"
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
                "{find: 'nobody', filter: {a: {$nonsense: 1}}}",
                "{find: 'nobody', filter: {a: {$not: {$nonsense: 1}}}}",
                "{count: 'nobody', query: {a: {$nonsense: 1}}}"
            })
    void refusesAnUnknownOperatorAlsoWhereThereIsNoCollection(String command) {
        assertThat(codeOf(command)).isEqualTo(BAD_VALUE);
    }

    /// Differs between versions; but there always is one.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'entries', filter: {a: {$regex: '('}}}",
                "{find: 'entries', filter: {a: {$size: -1}}}",
                "{aggregate: 'entries', pipeline: [{$skip: -1}], cursor: {}}"
            })
    void saysACodeForWhatMakesNoSense(String command) {
        insert("{_id: 1, a: 'text'}");

        assertThat(codeOf(command)).isIn(BAD_VALUE, FAILED_TO_PARSE, 15956, 51024, 51091, 5107200);
    }

    @Test
    void saysACodeForAnUpdateThatIsNeitherOperatorsNorADocument() {
        insert("{_id: 1}");
        Document answer = run("{update: 'entries', updates: [{q: {_id: 1}, u: {a: 1, $set: {b: 1}}}]}");

        assertThat(answer.getList("writeErrors", Document.class).getFirst().getInteger("code"))
                .isIn(FAILED_TO_PARSE, DOLLAR_PREFIXED);
        assertThat(only()).isEqualTo(json("{_id: 1}"));
    }

    @Test
    void refusesStagesWithNumbersThatMakeNoSense() {
        insert("{_id: 1}");

        assertThat(codeOf("{aggregate: 'entries', pipeline: [{$limit: 0}], cursor: {}}"))
                .isEqualTo(15958);
        assertThat(codeOf("{aggregate: 'entries', pipeline: [{$sort: {a: 7}}], cursor: {}}"))
                .isEqualTo(15975);
    }

    @Test
    void refusesToCreateNoIndex() {
        assertThat(codeOf("{createIndexes: 'entries', indexes: []}")).isEqualTo(BAD_VALUE);
    }

    @Test
    void refusesAProjectionThatNobodyKnows() {
        insert("{_id: 1, a: 1}");

        assertThat(codeOf("{find: 'entries', projection: {a: {$nonsense: 1}}}")).isEqualTo(31325);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{findAndModify: 'entries', query: {_id: 1}, remove: true, update: {$set: {a: 1}}}",
                "{findAndModify: 'entries', query: {_id: 1}, remove: true, new: true}"
            })
    void removesNothingThatIsToBeUpdated(String command) {
        insert("{_id: 1}");

        assertThat(codeOf(command)).isEqualTo(FAILED_TO_PARSE);
        assertThat(only()).isEqualTo(json("{_id: 1}"));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: ''}",
                "{find: '.a'}",
                "{count: 'a$b'}",
                "{insert: '', documents: [{_id: 1}]}",
                "{insert: 'a$b', documents: [{_id: 1}]}",
                "{create: '$a'}",
                "{create: ''}",
                "{createIndexes: '', indexes: [{key: {a: 1}, name: 'a_1'}]}",
                "{findAndModify: 'a$b', query: {_id: 1}, update: {$set: {a: 1}}, upsert: true}",
                "{insert: 7, documents: [{_id: 1}]}"
            })
    void refusesWhatIsNoNameOfACollection(String command) {
        assertThat(codeOf(command)).isEqualTo(INVALID_NAMESPACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{nope: 1}", "'nope'", "{a: -1}"})
    void refusesAHintThatNamesNoIndex(String hint) {
        insert("{_id: 1, a: 1}");
        entries.createIndex(json("{a: 1}"));

        assertThat(codeOf("{find: 'entries', hint: " + hint + "}")).isEqualTo(BAD_VALUE);
        assertThat(codeOf("{count: 'entries', query: {}, hint: " + hint + "}")).isEqualTo(BAD_VALUE);
        assertThat(codeOf("{aggregate: 'entries', pipeline: [], cursor: {}, hint: " + hint + "}"))
                .isEqualTo(BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a: 1}", "'a_1'", "{_id: 1}", "{$natural: 1}", "{}"})
    void acceptsAHint(String hint) {
        insert("{_id: 1, a: 1}");
        entries.createIndex(json("{a: 1}"));

        assertThat(run("{find: 'entries', hint: " + hint + "}")).containsEntry("ok", 1.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 20_000})
    void refusesAnUpdateThatNestsTooDeep(int depth) {
        insert("{_id: 1}");
        Document set = new Document("$set", new Document("a" + ".a".repeat(depth), 1));
        Document statement = new Document("q", json("{_id: 1}")).append("u", set);

        assertThat(codeOfUpdate(statement)).isEqualTo(OVERFLOW);
        assertThat(only()).containsOnlyKeys("_id");
    }

    /// Whether the statement is refused or the command.
    private static int codeOfUpdate(Document statement) {
        try {
            Document answer = run(new Document("update", "entries").append("updates", List.of(statement)));
            return answer.getList("writeErrors", Document.class).getFirst().getInteger("code");
        } catch (MongoCommandException e) {
            return e.getErrorCode();
        }
    }

    @Test
    void refusesDistinctValuesThatAreTooManyForAnAnswer() {
        for (int i = 0; i < 20; i++) {
            entries.insertOne(new Document("_id", i).append("a", i + "x".repeat(1024 * 1024)));
        }

        assertThat(codeOf("{distinct: 'entries', key: 'a'}")).isEqualTo(DISTINCT_TOO_LARGE);
        assertThat(run("{distinct: 'entries', key: 'a', query: {_id: {$lt: 10}}}")
                        .getList("values", String.class))
                .hasSize(10);
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
