package chat.parley.embedded.mongo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Parts of documents.
///
/// @see <a href="https://www.mongodb.com/docs/manual/tutorial/project-fields-from-query-results/">Project fields</a>
final class ProjectionTest extends Conformance {
    @BeforeEach
    void fill() {
        insert("{_id: 1, a: 1, b: {c: 2, d: 3}, e: [{f: 1, g: 1}, {f: 2, g: 2}], h: [1, 2, 3, 4]}");
    }

    @Test
    void keepsTheChosenFieldsAndTheId() {
        assertThat(projected("{a: 1}")).isEqualTo(json("{_id: 1, a: 1}"));
        assertThat(projected("{a: true, missing: 1}")).isEqualTo(json("{_id: 1, a: 1}"));
    }

    @Test
    void leavesOutTheIdOnRequest() {
        assertThat(projected("{a: 1, _id: 0}")).isEqualTo(json("{a: 1}"));
    }

    @Test
    void leavesOutFields() {
        assertThat(projected("{b: 0, e: 0, h: 0}")).isEqualTo(json("{_id: 1, a: 1}"));
    }

    @Test
    void keepsOnlyTheId() {
        assertThat(projected("{_id: 1}")).isEqualTo(json("{_id: 1}"));
    }

    @Test
    void keepsNestedFields() {
        assertThat(projected("{'b.c': 1}")).isEqualTo(json("{_id: 1, b: {c: 2}}"));
    }

    @Test
    void leavesOutNestedFields() {
        assertThat(projected("{'b.c': 0, e: 0, h: 0}")).isEqualTo(json("{_id: 1, a: 1, b: {d: 3}}"));
    }

    @Test
    void keepsFieldsOfElements() {
        assertThat(projected("{'e.f': 1}")).isEqualTo(json("{_id: 1, e: [{f: 1}, {f: 2}]}"));
    }

    @Test
    void keepsTheFirstElementThatMatches() {
        assertThat(projected("{e: {$elemMatch: {f: 2}}}")).isEqualTo(json("{_id: 1, e: [{f: 2, g: 2}]}"));
    }

    @Test
    void keepsAPartOfAnArray() {
        assertThat(projected("{h: {$slice: 2}}").get("h")).isEqualTo(List.of(1, 2));
        assertThat(projected("{h: {$slice: -1}}").get("h")).isEqualTo(List.of(4));
        assertThat(projected("{h: {$slice: [1, 2]}}").get("h")).isEqualTo(List.of(2, 3));
    }

    @Test
    void refusesToKeepAndLeaveOut() {
        assertThat(refusal("{find: 'entries', projection: {a: 1, b: 0}}")).isNotNull();
    }

    private Document projected(String projection) {
        return Objects.requireNonNull(
                entries.find().projection(json(projection)).first());
    }
}
