package chat.parley.embedded.mongo.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a filter says of one field, as far as an index can use it. Never less than what matches: every document found
/// is still held against the whole filter.
final class Bounds {
    /// Values of which it must be one; null while any will do.
    private @Nullable List<@Nullable Object> points;

    private Optional<Object> lowest = Optional.empty();
    private Optional<Object> highest = Optional.empty();
    private boolean excludesMissing;

    /// Takes in what one condition on the field says.
    void add(@Nullable Object condition) {
        if (condition instanceof Map<?, ?> operators && Filters.isOperators(condition)) {
            operators.forEach((operator, value) -> add(String.valueOf(operator), value));
        } else {
            equalTo(condition);
        }
    }

    private void add(String operator, @Nullable Object value) {
        switch (operator) {
            case "$eq" -> equalTo(value);
            case "$in" -> oneOf((Collection<?>) value);
            case "$gt", "$gte" -> atLeast(operator, value);
            case "$lt", "$lte" -> atMost(operator, value);
            case "$exists" -> excludesMissing |= de.bwaldvogel.mongo.backend.Utils.isTrue(value);
            default -> {}
        }
    }

    private void equalTo(@Nullable Object value) {
        if (Filters.isOneValue(value)) {
            List<@Nullable Object> one = new ArrayList<>();
            one.add(value);
            points(one);
        }
    }

    private void oneOf(@Nullable Collection<?> values) {
        if (values != null && values.stream().allMatch(Filters::isOneValue)) {
            points(new ArrayList<>(values));
        }
    }

    /// The first conditions count: of two that both hold, either will do.
    private void points(List<@Nullable Object> values) {
        if (points == null || values.size() < points.size()) {
            points = values;
        }
        excludesMissing |= values.stream().noneMatch(java.util.Objects::isNull);
    }

    private void atLeast(String operator, @Nullable Object value) {
        if (value == null) {
            nullOrMissing(operator);
        } else if (Filters.hasOrder(value)) {
            lowest = lowest.or(() -> Optional.of(value));
            excludesMissing = true;
        }
    }

    private void atMost(String operator, @Nullable Object value) {
        if (value == null) {
            nullOrMissing(operator);
        } else if (Filters.hasOrder(value)) {
            highest = highest.or(() -> Optional.of(value));
            excludesMissing = true;
        }
    }

    private void nullOrMissing(String operator) {
        if (operator.endsWith("e")) {
            equalTo(null);
        }
    }

    Optional<List<@Nullable Object>> points() {
        return Optional.ofNullable(points);
    }

    Optional<Object> lowest() {
        return lowest;
    }

    Optional<Object> highest() {
        return highest;
    }

    boolean hasRange() {
        return lowest.isPresent() || highest.isPresent();
    }

    /// Whether a document without the field cannot match.
    boolean excludesMissing() {
        return excludesMissing;
    }
}
