package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/// One document, found and changed at once.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/command/findAndModify/">findAndModify</a>
final class FindAndModifyTest extends Conformance {
    private static final int DUPLICATE_KEY = 11000;

    @Test
    void returnsTheDocumentAsItWas() {
        insert("{_id: 1, a: 1}");

        assertThat(entries.findOneAndUpdate(json("{_id: 1}"), json("{$inc: {a: 1}}")))
                .isEqualTo(json("{_id: 1, a: 1}"));
        assertThat(only()).isEqualTo(json("{_id: 1, a: 2}"));
    }

    @Test
    void returnsTheDocumentAsItIs() {
        insert("{_id: 1, a: 1}");

        assertThat(entries.findOneAndUpdate(json("{_id: 1}"), json("{$inc: {a: 1}}"), after()))
                .isEqualTo(json("{_id: 1, a: 2}"));
    }

    @Test
    void returnsNothingIfNothingIsFound() {
        assertThat(entries.findOneAndUpdate(json("{_id: 1}"), json("{$inc: {a: 1}}")))
                .isNull();
        assertThat(entries.findOneAndUpdate(json("{_id: 1}"), json("{$inc: {a: 1}}"), after()))
                .isNull();
        assertThat(all()).isEmpty();
    }

    @Test
    void insertsWhatIsNotThere() {
        assertThat(entries.findOneAndUpdate(json("{_id: 1, b: 2}"), json("{$inc: {a: 1}}"), after().upsert(true)))
                .isEqualTo(json("{_id: 1, b: 2, a: 1}"));
    }

    @Test
    void returnsNothingAsItWasBeforeItWasInserted() {
        assertThat(entries.findOneAndUpdate(
                        json("{_id: 1}"), json("{$inc: {a: 1}}"), new FindOneAndUpdateOptions().upsert(true)))
                .isNull();
        assertThat(only()).isEqualTo(json("{_id: 1, a: 1}"));
    }

    @Test
    void takesTheFirstInTheGivenOrder() {
        three();
        entries.findOneAndUpdate(
                json("{a: {$gt: 0}}"), json("{$set: {b: 1}}"), new FindOneAndUpdateOptions().sort(json("{a: -1}")));

        assertThat(ids("{b: 1}")).containsExactly(2);
    }

    @Test
    void returnsChosenFields() {
        insert("{_id: 1, a: 1, b: 2}");

        assertThat(entries.findOneAndUpdate(
                        json("{_id: 1}"), json("{$inc: {a: 1}}"), after().projection(json("{a: 1, _id: 0}"))))
                .isEqualTo(json("{a: 2}"));
        assertThat(only()).isEqualTo(json("{_id: 1, a: 2, b: 2}"));
    }

    @Test
    void removesADocument() {
        three();

        assertThat(entries.findOneAndDelete(json("{a: 2}"))).isEqualTo(json("{_id: 3, a: 2}"));
        assertThat(ids("{}")).containsExactlyInAnyOrder(1, 2);
        assertThat(entries.findOneAndDelete(json("{a: 2}"))).isNull();
    }

    @Test
    void removesTheFirstInTheGivenOrder() {
        three();
        FindOneAndDeleteOptions options =
                new FindOneAndDeleteOptions().sort(json("{a: 1}")).projection(json("{_id: 1}"));

        assertThat(entries.findOneAndDelete(json("{}"), options)).isEqualTo(json("{_id: 1}"));
        assertThat(ids("{}")).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void replacesADocument() {
        insert("{_id: 1, a: 1}");

        assertThat(entries.findOneAndReplace(
                        json("{a: 1}"),
                        json("{b: 2}"),
                        new FindOneAndReplaceOptions().returnDocument(ReturnDocument.AFTER)))
                .isEqualTo(json("{_id: 1, b: 2}"));
    }

    @Test
    void saysWhatItDid() {
        insert("{_id: 1}");

        assertThat(lastError("{findAndModify: 'entries', query: {_id: 1}, update: {$set: {a: 1}}}"))
                .isEqualTo(json("{n: 1, updatedExisting: true}"));
        assertThat(lastError("{findAndModify: 'entries', query: {_id: 2}, update: {$set: {a: 1}}}"))
                .isEqualTo(json("{n: 0, updatedExisting: false}"));
        assertThat(lastError("{findAndModify: 'entries', query: {_id: 2}, update: {$set: {a: 1}}, upsert: true}"))
                .isEqualTo(json("{n: 1, updatedExisting: false, upserted: 2}"));
    }

    @Test
    void refusesValuesThatAreTakenAndNamesThem() {
        entries.createIndex(json("{a: 1}"), new IndexOptions().unique(true));
        insert("{_id: 1, a: 1}", "{_id: 2, a: 2}");
        var refused = refusal("{findAndModify: 'entries', query: {_id: 2}, update: {$set: {a: 1}}}");

        assertThat(refused.getErrorCode()).isEqualTo(DUPLICATE_KEY);
        assertThat(refused.getResponse().getDocument("keyValue").getInt32("a").getValue())
                .isEqualTo(1);
        assertThat(all()).isEqualTo(jsons("{_id: 1, a: 1}", "{_id: 2, a: 2}"));
    }

    @Test
    void countsUpWithoutGaps() {
        List<Object> counted = java.util.stream.IntStream.range(0, 5)
                .mapToObj(
                        n -> entries.findOneAndUpdate(json("{_id: 'c'}"), json("{$inc: {n: 1}}"), after().upsert(true)))
                .<Object>map(counter -> counter.get("n"))
                .toList();

        assertThat(counted).containsExactly(1, 2, 3, 4, 5);
    }

    private void three() {
        insert("{_id: 1, a: 1}", "{_id: 2, a: 3}", "{_id: 3, a: 2}");
    }

    private static Document lastError(String command) {
        return run(command).get("lastErrorObject", Document.class);
    }

    private static FindOneAndUpdateOptions after() {
        return new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    }
}
