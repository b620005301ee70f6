package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.Test;

/// Documents that go.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/command/delete/">delete</a>
final class DeleteTest extends Conformance {
    private static final int BAD_VALUE = 2;
    private static final int FAILED_TO_PARSE = 9;
    private static final int MISSING = 40414;

    @Test
    void deletesOneDocument() {
        three();

        assertThat(entries.deleteOne(json("{a: 1}")).getDeletedCount()).isEqualTo(1);
        assertThat(ids("{}")).hasSize(2);
    }

    @Test
    void deletesAllDocumentsThatMatch() {
        three();

        assertThat(entries.deleteMany(json("{a: 1}")).getDeletedCount()).isEqualTo(2);
        assertThat(ids("{}")).containsExactly(3);
    }

    @Test
    void deletesNothingThatDoesNotMatch() {
        three();

        assertThat(entries.deleteMany(json("{a: 5}")).getDeletedCount()).isZero();
        assertThat(ids("{}")).hasSize(3);
    }

    @Test
    void deletesEverythingAndKeepsTheIndexes() {
        three();
        entries.createIndex(json("{a: 1}"));

        assertThat(entries.deleteMany(json("{}")).getDeletedCount()).isEqualTo(3);
        assertThat(all()).isEmpty();
        assertThat(entries.listIndexes()).extracting(index -> index.get("name")).contains("a_1");
    }

    @Test
    void deletesFromACollectionThatDoesNotExist() {
        assertThat(entries.deleteMany(json("{}")).getDeletedCount()).isZero();
    }

    @Test
    void removesTheEntriesOfWhatItDeletesFromIndexes() {
        three();
        entries.createIndex(json("{a: 1}"));
        entries.deleteOne(json("{_id: 1}"));

        assertThat(ids("{a: 1}")).containsExactly(2);
    }

    @Test
    void takesSeveralStatements() {
        three();
        Document answer = run("{delete: 'entries', deletes: [{q: {_id: 1}, limit: 1}, {q: {a: {$gt: 0}}, limit: 0}]}");

        assertThat(answer).containsEntry("n", 3);
        assertThat(all()).isEmpty();
    }

    @Test
    void keepsWhatEarlierStatementsDidWhenALaterOneFails() {
        three();
        Document answer = run("{delete: 'entries', deletes: [{q: {_id: 1}, limit: 1},"
                + " {q: {a: {$nonsense: 1}}, limit: 0}, {q: {_id: 2}, limit: 1}]}");
        Document error = answer.getList("writeErrors", Document.class).getFirst();

        assertThat(answer).containsEntry("n", 1).containsEntry("ok", 1.0);
        assertThat(error).containsEntry("index", 1).containsEntry("code", BAD_VALUE);
        assertThat(ids("{}")).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void goesOnAfterAFailedStatementIfTheOrderDoesNotMatter() {
        three();
        Document answer = run("{delete: 'entries', ordered: false, deletes: [{q: {a: {$nonsense: 1}}, limit: 0},"
                + " {q: {_id: 2}, limit: 1}]}");

        assertThat(answer.getList("writeErrors", Document.class)).hasSize(1);
        assertThat(answer).containsEntry("n", 1);
        assertThat(ids("{}")).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void doesNothingOfACommandThatItCannotRead() {
        three();

        assertThat(codeOf("{delete: 'entries', deletes: [{q: {_id: 1}, limit: 1}, {q: {_id: 2}, limit: 2}]}"))
                .isEqualTo(FAILED_TO_PARSE);
        assertThat(codeOf("{delete: 'entries', deletes: [{q: {_id: 1}, limit: 1}, {q: {_id: 2}}]}"))
                .isEqualTo(MISSING);
        assertThat(ids("{}")).hasSize(3);
    }

    private void three() {
        insert("{_id: 1, a: 1}", "{_id: 2, a: 1}", "{_id: 3, a: 2}");
    }
}
