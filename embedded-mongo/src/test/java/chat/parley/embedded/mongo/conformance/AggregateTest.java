package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pipelines.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/operator/aggregation-pipeline/">Aggregation stages</a>
final class AggregateTest extends Conformance {
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
        assertThat(ids(entries.aggregate(jsons("{$sort: {_id: 1}}")).batchSize(1)))
                .containsExactly(1, 2, 3, 4);
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

    private List<Document> aggregate(String... stages) {
        return entries.aggregate(jsons(stages)).into(new ArrayList<>());
    }
}
