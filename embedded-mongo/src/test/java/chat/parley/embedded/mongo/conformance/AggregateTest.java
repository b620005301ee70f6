package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoCommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pipelines.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/operator/aggregation-pipeline/">Aggregation stages</a>
final class AggregateTest extends Conformance {
    private static final int MEGABYTE = 1024 * 1024;
    /// More megabytes than a stage may hold.
    private static final int LARGE = 120;

    private static final int CURSOR_NOT_FOUND = 43;
    private static final int MEMORY_LIMIT = 292;
    private static final int TOO_LARGE = 10334;

    @BeforeEach
    void fill() {
        insert(
                "{_id: 1, a: 'x', n: 1}",
                "{_id: 2, a: 'x', n: 5}",
                "{_id: 3, a: 'y', n: 3}",
                "{_id: 4, a: 'z', n: 2, t: ['p', 'q']}");
    }

    @Test
    void matchesDocuments() {
        assertThat(ids(aggregate("{$match: {n: {$gt: 2}}}"))).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void sortsSkipsAndLimits() {
        assertThat(ids(aggregate("{$sort: {n: -1}}", "{$skip: 1}", "{$limit: 2}")))
                .containsExactly(3, 4);
    }

    @Test
    void groupsDocuments() {
        assertThat(aggregate(
                        "{$group: {_id: '$a', count: {$sum: 1}, sum: {$sum: '$n'}, least: {$min: '$n'},"
                                + " most: {$max: '$n'}, mean: {$avg: '$n'}}}",
                        "{$sort: {_id: 1}}"))
                .isEqualTo(jsons(
                        "{_id: 'x', count: 2, sum: 6, least: 1, most: 5, mean: 3.0}",
                        "{_id: 'y', count: 1, sum: 3, least: 3, most: 3, mean: 3.0}",
                        "{_id: 'z', count: 1, sum: 2, least: 2, most: 2, mean: 2.0}"));
    }

    @Test
    void groupsEverything() {
        assertThat(aggregate("{$group: {_id: null, sum: {$sum: '$n'}}}")).isEqualTo(jsons("{_id: null, sum: 11}"));
    }

    @Test
    void takesTheFirstAndTheLastOfAGroup() {
        assertThat(aggregate(
                        "{$sort: {n: 1}}",
                        "{$group: {_id: '$a', first: {$first: '$n'}, last: {$last: '$n'}, all: {$push: '$_id'}}}",
                        "{$match: {_id: 'x'}}"))
                .isEqualTo(jsons("{_id: 'x', first: 1, last: 5, all: [1, 2]}"));
    }

    @Test
    void groupsByTwoFields() {
        assertThat(aggregate("{$match: {a: 'y'}}", "{$group: {_id: {a: '$a', n: '$n'}}}"))
                .isEqualTo(jsons("{_id: {a: 'y', n: 3}}"));
    }

    @Test
    void groupsNothingOfNothing() {
        assertThat(aggregate("{$match: {n: 99}}", "{$group: {_id: null, sum: {$sum: '$n'}}}"))
                .isEmpty();
    }

    @Test
    void projectsFields() {
        assertThat(aggregate("{$match: {_id: 3}}", "{$project: {n: 1, b: '$a', _id: 0}}"))
                .isEqualTo(jsons("{n: 3, b: 'y'}"));
        assertThat(aggregate("{$match: {_id: 3}}", "{$project: {n: 0}}")).isEqualTo(jsons("{_id: 3, a: 'y'}"));
    }

    @Test
    void computesFields() {
        assertThat(aggregate("{$match: {_id: 3}}", "{$addFields: {m: {$add: ['$n', 1]}}}"))
                .isEqualTo(jsons("{_id: 3, a: 'y', n: 3, m: 4}"));
    }

    @Test
    void takesArraysApart() {
        assertThat(aggregate("{$match: {_id: 4}}", "{$unwind: '$t'}", "{$project: {t: 1}}"))
                .isEqualTo(jsons("{_id: 4, t: 'p'}", "{_id: 4, t: 'q'}"));
    }

    @Test
    void counts() {
        assertThat(aggregate("{$match: {a: 'x'}}", "{$count: 'all'}")).isEqualTo(jsons("{all: 2}"));
        assertThat(aggregate("{$match: {a: 'none'}}", "{$count: 'all'}")).isEmpty();
    }

    @Test
    void matchesArraysAsFindDoes() {
        insert("{_id: 5, r: [1, 9], s: {}}", "{_id: 6, r: [[1, 9]], s: {x: 1}}");

        assertThat(entries.countDocuments(json("{r: {$gt: 3, $lt: 7}}"))).isEqualTo(1);
        assertThat(ids(aggregate("{$skip: 0}", "{$match: {r: [1, 9]}}"))).containsExactlyInAnyOrder(5, 6);
        assertThat(ids(aggregate("{$skip: 0}", "{$match: {s: {}}}"))).containsExactly(5);
    }

    @Test
    void matchesAfterGrouping() {
        assertThat(aggregate("{$group: {_id: '$a', n: {$sum: 1}}}", "{$match: {n: {$gt: 1}}}"))
                .isEqualTo(jsons("{_id: 'x', n: 2}"));
    }

    @Test
    void givesItsAnswerInBatches() {
        Document first = cursor("{aggregate: 'entries', pipeline: [{$sort: {_id: 1}}], cursor: {batchSize: 1}}");
        Document second = more(first, 2);
        Document last = more(second, 2);

        assertThat(ids(first.getList("firstBatch", Document.class))).containsExactly(1);
        assertThat(ids(second.getList("nextBatch", Document.class))).containsExactly(2, 3);
        assertThat(ids(last.getList("nextBatch", Document.class))).containsExactly(4);
        assertThat(second.getLong("id")).isEqualTo(first.getLong("id")).isNotZero();
        assertThat(last.getLong("id")).isZero();
        assertThat(first).containsEntry("ns", entries.getNamespace().getFullName());
    }

    @Test
    void givesNothingYetInABatchOfNothing() {
        Document first = cursor("{aggregate: 'entries', pipeline: [{$group: {_id: '$a'}}], cursor: {batchSize: 0}}");

        assertThat(first.getList("firstBatch", Document.class)).isEmpty();
        assertThat(more(first, 9).getList("nextBatch", Document.class)).hasSize(3);
    }

    @Test
    void givesAHundredAndOneDocumentsFirst() {
        entries.insertOne(new Document("_id", 5)
                .append("many", IntStream.range(0, 250).boxed().toList()));
        Document first = cursor("{aggregate: 'entries', pipeline: [{$unwind: '$many'}], cursor: {}}");

        assertThat(first.getList("firstBatch", Document.class)).hasSize(101);
        assertThat(more(first, 500).getList("nextBatch", Document.class)).hasSize(149);
    }

    @Test
    void givesNoMoreInABatchThanFitsAReply() {
        large();
        Document first = cursor("{aggregate: 'entries', pipeline: [{$unwind: '$many'}], cursor: {}}");

        assertThat(first.getList("firstBatch", Document.class)).hasSizeBetween(1, 16);
        assertThat(first.getLong("id")).isNotZero();
    }

    @Test
    void answersMoreThanItMayHoldAtOnce() {
        large();

        assertThat(entries.aggregate(jsons("{$unwind: '$many'}", "{$project: {many: 1, text: 1}}")))
                .hasSize(LARGE);
    }

    /// Without leave to use the disk, which MongoDB gives since version 6 if nothing is said.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$sort: {many: -1}}",
                "{$group: {_id: '$many', texts: {$push: '$text'}}}",
                "{$group: {_id: {text: '$text', many: '$many'}}}",
                "{$group: {_id: '$many', first: {$first: '$$ROOT'}}}"
            })
    void refusesToHoldMoreThanAHundredMegabytes(String stage) {
        large();

        assertThat(codeOf("{aggregate: 'entries', allowDiskUse: false, cursor: {}," + " pipeline: [{$unwind: '$many'}, "
                        + stage + "]}"))
                .isEqualTo(MEMORY_LIMIT);
    }

    @Test
    void groupsMoreThanItMayHold() {
        large();

        assertThat(aggregate(
                        "{$unwind: '$many'}",
                        "{$group: {_id: null, texts: {$addToSet: {$substr: ['$text', 0, 3]}}, n: {$sum: 1}}}",
                        "{$project: {_id: 0, texts: 1, n: 1}}"))
                .isEqualTo(jsons("{texts: ['xxx'], n: " + LARGE + "}"));
    }

    @Test
    void keepsOnlyTheFirstOfASortWithALimit() {
        String text = "x".repeat(MEGABYTE);
        for (int n = 0; n < 110; n++) {
            entries.insertOne(new Document("_id", 100 + n).append("n", 1000 - n).append("text", text));
        }

        assertThat(ids(aggregate("{$match: {_id: {$gte: 100}}}", "{$sort: {n: 1}}", "{$skip: 1}", "{$limit: 2}")))
                .containsExactly(208, 207);
    }

    @Test
    void refusesAResultThatIsTooLargeForADocument() {
        large();

        assertThat(codeOf("{aggregate: 'entries', cursor: {}, pipeline: [{$unwind: '$many'},"
                        + " {$match: {many: {$lt: 30}}}, {$group: {_id: null, texts: {$push: '$text'}}}]}"))
                .isEqualTo(TOO_LARGE);
    }

    @Test
    void numbersTheElementsOfArrays() {
        assertThat(aggregate("{$unwind: {path: '$t', includeArrayIndex: 'at'}}", "{$project: {_id: 0, t: 1, at: 1}}"))
                .isEqualTo(jsons("{t: 'p', at: NumberLong('0')}", "{t: 'q', at: NumberLong('1')}"));
    }

    @Test
    void keepsWhatHasNoElementsOnRequest() {
        insert("{_id: 5, t: []}");

        assertThat(ids(aggregate("{$unwind: {path: '$t', preserveNullAndEmptyArrays: true}}")))
                .containsExactlyInAnyOrder(1, 2, 3, 4, 4, 5);
    }

    @Test
    void putsSeveralPipelinesIntoOneDocument() {
        assertThat(aggregate("{$facet: {few: [{$match: {n: {$lt: 3}}}, {$count: 'n'}], sum: [{$group: {_id: null,"
                        + " sum: {$sum: '$n'}}}]}}"))
                .isEqualTo(jsons("{few: [{n: 2}], sum: [{_id: null, sum: 11}]}"));
    }

    @Test
    void joinsOtherDocumentsByAPipeline() {
        assertThat(aggregate(
                        "{$match: {_id: 1}}",
                        "{$lookup: {from: 'entries', let: {a: '$a', id: '$_id'}, as: 'others', pipeline: [{$match:"
                                + " {$expr: {$and: [{$eq: ['$a', '$$a']}, {$ne: ['$_id', '$$id']}]}}},"
                                + " {$project: {n: 1}}]}}",
                        "{$project: {others: 1}}"))
                .isEqualTo(jsons("{_id: 1, others: [{_id: 2, n: 5}]}"));
    }

    @Test
    void refusesToReadOnAfterAnError() {
        insert("{_id: 5, n: 'text'}");
        Document first = cursor("{aggregate: 'entries', pipeline: [{$match: {}}, {$project: {m: {$add: ['$n', 1]}}}],"
                + " cursor: {batchSize: 2}}");
        Document more = new Document("getMore", first.getLong("id")).append("collection", "entries");

        assertThat(catchThrowableOfType(MongoCommandException.class, () -> run(more)))
                .isNotNull();
        assertThat(catchThrowableOfType(MongoCommandException.class, () -> run(more))
                        .getErrorCode())
                .isEqualTo(CURSOR_NOT_FOUND);
    }

    @Test
    void findsNothingInACollectionThatDoesNotExist() {
        entries.drop();

        assertThat(aggregate("{$match: {}}", "{$sort: {a: 1}}")).isEmpty();
    }

    @Test
    void refusesUnknownStages() {
        assertThat(codeOf("{aggregate: 'entries', pipeline: [{$nonsense: 1}], cursor: {}}"))
                .isEqualTo(40324);
    }

    /// One document of a megabyte that `$unwind` makes many of.
    private void large() {
        entries.insertOne(new Document("_id", 9)
                .append("text", "x".repeat(MEGABYTE))
                .append("many", IntStream.range(0, LARGE).boxed().toList()));
    }

    private static Document cursor(String aggregate) {
        return run(aggregate).get("cursor", Document.class);
    }

    private static Document more(Document cursor, int batchSize) {
        return run(new Document("getMore", cursor.getLong("id"))
                        .append("collection", "entries")
                        .append("batchSize", batchSize))
                .get("cursor", Document.class);
    }

    private List<Document> aggregate(String... stages) {
        return entries.aggregate(jsons(stages)).into(new ArrayList<>());
    }
}
