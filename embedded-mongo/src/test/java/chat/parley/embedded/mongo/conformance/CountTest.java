package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.CountOptions;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// How many there are, and which values.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/command/count/">count</a>
/// @see <a href="https://www.mongodb.com/docs/manual/reference/method/db.collection.countDocuments/">countDocuments</a>
/// @see <a href="https://www.mongodb.com/docs/manual/reference/command/distinct/">distinct</a>
final class CountTest extends Conformance {
    @Test
    void countsDocuments() {
        four();

        assertThat(entries.countDocuments()).isEqualTo(4);
        assertThat(entries.countDocuments(json("{a: 1}"))).isEqualTo(2);
        assertThat(entries.countDocuments(json("{a: 99}"))).isZero();
    }

    @Test
    void countsAPart() {
        four();

        assertThat(entries.countDocuments(json("{}"), new CountOptions().limit(3)))
                .isEqualTo(3);
        assertThat(entries.countDocuments(json("{}"), new CountOptions().skip(1)))
                .isEqualTo(3);
        assertThat(entries.countDocuments(
                        json("{a: 1}"), new CountOptions().skip(1).limit(5)))
                .isEqualTo(1);
    }

    @Test
    void countsNothingInACollectionThatDoesNotExist() {
        assertThat(entries.countDocuments()).isZero();
        assertThat(entries.estimatedDocumentCount()).isZero();
        assertThat(run("{count: 'entries'}")).containsEntry("n", 0);
    }

    @Test
    void knowsTheCountOfAll() {
        four();
        entries.deleteOne(json("{_id: 1}"));

        assertThat(entries.estimatedDocumentCount()).isEqualTo(3);
    }

    @Test
    void countsByCommand() {
        four();

        assertThat(count("{count: 'entries'}")).isEqualTo(4);
        assertThat(count("{count: 'entries', query: {a: 1}}")).isEqualTo(2);
        assertThat(count("{count: 'entries', query: {a: 1}, limit: 1}")).isEqualTo(1);
        assertThat(count("{count: 'entries', query: {a: 1}, skip: 1}")).isEqualTo(1);
        assertThat(count("{count: 'entries', skip: 3}")).isEqualTo(1);
    }

    @Test
    void countsWithAnIndexAsWithoutOne() {
        four();
        entries.createIndex(json("{a: 1}"));

        assertThat(entries.countDocuments(json("{a: {$gte: 1}}"))).isEqualTo(3);
        assertThat(entries.countDocuments(json("{a: {$exists: false}}"))).isEqualTo(1);
    }

    @Test
    void listsDistinctValues() {
        four();

        assertThat(distinct("a", "{}")).containsExactlyInAnyOrder(1, 2);
        assertThat(distinct("a", "{b: {$exists: true}}")).containsExactly(1);
        assertThat(distinct("c", "{}")).isEmpty();
    }

    @Test
    void listsElementsOfArrays() {
        insert("{_id: 1, a: [1, 2]}", "{_id: 2, a: [2, 3]}", "{_id: 3, a: 3}");

        assertThat(distinct("a", "{}")).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void listsNestedValues() {
        insert("{_id: 1, a: {b: 1}}", "{_id: 2, a: {b: 1}}", "{_id: 3, a: [{b: 2}, {b: 3}]}");

        assertThat(distinct("a.b", "{}")).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void listsNullOnlyWhereItIs() {
        insert("{_id: 1, a: null}", "{_id: 2}");

        assertThat(run("{distinct: 'entries', key: 'a'}").getList("values", Object.class))
                .containsExactly((Object) null);
    }

    private void four() {
        insert("{_id: 1, a: 1}", "{_id: 2, a: 1, b: 1}", "{_id: 3, a: 2}", "{_id: 4}");
    }

    private static int count(String command) {
        return run(command).getInteger("n");
    }

    private static List<Object> distinct(String field, String filter) {
        Document command =
                new Document("distinct", "entries").append("key", field).append("query", json(filter));
        return new ArrayList<>(run(command).getList("values", Object.class));
    }
}
