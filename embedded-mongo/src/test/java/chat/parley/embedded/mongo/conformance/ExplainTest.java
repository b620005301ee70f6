package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which index serves a query, and what that takes.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/explain-results/">Explain results</a>
/// @see <a href="https://www.mongodb.com/docs/manual/tutorial/sort-results-with-indexes/">Sort with indexes</a>
final class ExplainTest extends Conformance {
    private static final int COUNT = 5_000;
    private static final int ROOMS = 5;
    private static final int PAGE = 50;

    @BeforeEach
    void fill() {
        entries.createIndex(json("{room: 1, time: -1}"));
        entries.createIndex(json("{name: 1}"));
        entries.insertMany(
                IntStream.range(0, COUNT).mapToObj(ExplainTest::entry).toList());
    }

    private static Document entry(int n) {
        return new Document("_id", n)
                .append("room", n % ROOMS)
                .append("time", n)
                .append("name", "name-" + n)
                .append("other", n);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {name: 'name-7'}                                    | name_1
                    {name: {$in: ['name-7', 'name-8']}}                 | name_1
                    {name: {$gt: 'name-9'}}                             | name_1
                    {name: {$gte: 'name-1', $lt: 'name-2'}}             | name_1
                    {room: 3}                                           | room_1_time_-1
                    {room: 3, time: 8}                                  | room_1_time_-1
                    {room: 3, time: {$gt: 4000}}                        | room_1_time_-1
                    {room: {$in: [1, 2]}, time: {$lt: 100}}             | room_1_time_-1
                    {$and: [{room: 3}, {time: {$gt: 4000}}]}            | room_1_time_-1
                    {room: 3, $and: [{time: {$gt: 10}}, {time: {$lt: 90}}]} | room_1_time_-1
                    {name: 'name-7', other: 7}                          | name_1
                    """)
    void readsAnIndex(String filter, String index) {
        Document plan = explain(json("{find: 'entries'}").append("filter", json(filter)));

        assertThat(stage(plan, "IXSCAN"))
                .get()
                .extracting(scan -> scan.get("indexName"))
                .isEqualTo(index);
        assertThat(stage(plan, "COLLSCAN")).isEmpty();
        assertThat(returned(plan)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{other: 7}", "{time: 7}", "{other: {$gt: 7}}", "{$or: [{room: 1}, {other: 7}]}"})
    void readsTheCollectionWithoutAnIndex(String filter) {
        Document plan = explain(json("{find: 'entries'}").append("filter", json(filter)));

        assertThat(stage(plan, "COLLSCAN")).isPresent();
        assertThat(stage(plan, "IXSCAN")).isEmpty();
        assertThat(documents(plan)).isEqualTo(COUNT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                          | {name: 1}            | forward
                    {}                          | {name: -1}           | backward
                    {room: 3}                   | {time: -1}           | forward
                    {room: 3}                   | {time: 1}            | backward
                    {room: 3, time: {$lt: 4000}} | {time: -1}          | forward
                    {room: 3, time: {$gt: 1000}} | {time: 1}           | backward
                    {}                          | {room: 1, time: -1}  | forward
                    {}                          | {room: -1, time: 1}  | backward
                    {$and: [{room: 3}, {time: {$lt: 4000}}]} | {time: -1} | forward
                    """)
    void readsAPageInTheOrderOfAnIndex(String filter, String sort, String direction) {
        Document plan = page(filter, sort);

        assertThat(stage(plan, "IXSCAN"))
                .get()
                .extracting(scan -> scan.get("direction"))
                .isEqualTo(direction);
        assertThat(stage(plan, "SORT")).isEmpty();
        assertThat(returned(plan)).isEqualTo(PAGE);
        assertThat(keys(plan)).isBetween((long) PAGE, PAGE + 1L);
        assertThat(documents(plan)).isBetween((long) PAGE, PAGE + 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{room: 1, time: 1}", "{other: 1}", "{time: 1}"})
    void sortsWhatNoIndexHasInThatOrder(String sort) {
        Document plan = page("{}", sort);

        assertThat(stage(plan, "SORT")).isPresent();
        assertThat(returned(plan)).isEqualTo(PAGE);
        assertThat(documents(plan)).isEqualTo(COUNT);
    }

    @Test
    void looksOnlyAtWhatMatches() {
        Document one = explain(json("{find: 'entries', filter: {name: 'name-7'}}"));
        Document range = explain(json("{find: 'entries', filter: {room: 3, time: {$gte: 100, $lt: 200}}}"));

        assertThat(keys(one)).isEqualTo(1);
        assertThat(documents(one)).isEqualTo(1);
        assertThat(returned(range)).isEqualTo(20);
        assertThat(documents(range)).isEqualTo(20);
        assertThat(keys(range)).isBetween(20L, 21L);
    }

    @Test
    void looksAtOneDocumentForAnId() {
        Document plan = explain(json("{find: 'entries', filter: {_id: 7}}"));

        assertThat(stage(plan, "COLLSCAN")).isEmpty();
        assertThat(documents(plan)).isEqualTo(1);
    }

    @Test
    void namesTheNamespaceAndTheSizeOfTheAnswer() {
        Document plan = explain(json("{find: 'entries', filter: {room: 3}, limit: 5}"));

        assertThat(plan.get("queryPlanner", Document.class))
                .containsEntry("namespace", entries.getNamespace().getFullName());
        assertThat(returned(plan)).isEqualTo(5);
    }

    @Test
    void explainsCountsAndWrites() {
        assertThat(stage(explain(json("{count: 'entries', query: {room: 3, other: 8}}")), "IXSCAN"))
                .isPresent();
        assertThat(stage(
                        explain(json("{update: 'entries', updates: [{q: {name: 'name-7'}, u: {$set: {b: 1}}}]}")),
                        "IXSCAN"))
                .isPresent();
        assertThat(ids("{b: 1}")).isEmpty();
    }

    private static Document page(String filter, String sort) {
        return explain(json("{find: 'entries'}")
                .append("filter", json(filter))
                .append("sort", json(sort))
                .append("limit", PAGE));
    }

    private static Document explain(Document command) {
        return run(new Document("explain", command).append("verbosity", "executionStats"));
    }

    private static long returned(Document plan) {
        return statistic(plan, "nReturned");
    }

    private static long keys(Document plan) {
        return statistic(plan, "totalKeysExamined");
    }

    private static long documents(Document plan) {
        return statistic(plan, "totalDocsExamined");
    }

    private static long statistic(Document plan, String name) {
        return plan.get("executionStats", Document.class)
                .get(name, Number.class)
                .longValue();
    }

    /// The stage of this name, wherever it is in the plan.
    private static Optional<Document> stage(Document plan, String name) {
        Document winning = plan.get("queryPlanner", Document.class).get("winningPlan", Document.class);
        return within(winning).filter(stage -> name.equals(stage.get("stage"))).findFirst();
    }

    private static Stream<Document> within(Object part) {
        if (part instanceof Document document) {
            return Stream.concat(Stream.of(document), document.values().stream().flatMap(ExplainTest::within));
        }
        return part instanceof Collection<?> list ? list.stream().flatMap(ExplainTest::within) : Stream.empty();
    }
}
