package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The collation that compares bytes may be asked for everywhere.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/collation/">Collation</a>
final class SimpleCollationTest extends Conformance {
    @BeforeEach
    void fill() {
        insert("{_id: 1, a: 'x'}", "{_id: 2, a: 'X'}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'entries', filter: {a: 'x'}, collation: {locale: 'simple'}}",
                "{aggregate: 'entries', pipeline: [{$match: {a: 'x'}}], cursor: {}, collation: {locale: 'simple'}}",
            })
    void findsByBytes(String command) {
        Document cursor = run(command).get("cursor", Document.class);

        assertThat(ids(cursor.getList("firstBatch", Document.class))).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{count: 'entries', query: {a: 'x'}, collation: {locale: 'simple'}}",
                "{update: 'entries', updates: [{q: {a: 'x'}, u: {$set: {b: 1}}, multi: true,"
                        + " collation: {locale: 'simple'}}]}",
                "{delete: 'entries', deletes: [{q: {a: 'x'}, limit: 0, collation: {locale: 'simple'}}]}"
            })
    void countsByBytes(String command) {
        assertThat(run(command)).containsEntry("n", 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{distinct: 'entries', key: 'a', collation: {locale: 'simple'}}",
                "{findAndModify: 'entries', query: {a: 'x'}, remove: true, collation: {locale: 'simple'}}",
                "{create: 'others', collation: {locale: 'simple'}}",
                "{createIndexes: 'entries', indexes: [{key: {a: 1}, name: 'a_1', collation: {locale: 'simple'}}]}",
                "{insert: 'entries', documents: [{_id: 3, collation: {locale: 'de'}}]}"
            })
    void takesIt(String command) {
        assertThat(run(command)).containsEntry("ok", 1.0);
    }
}
