package chat.parley.embedded.mongo.query;

import de.bwaldvogel.mongo.backend.QueryOperator;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Refuses filters that make no sense, also when there is no document to hold against them.
public final class FilterCheck {
    private static final Set<String> OTHER_TOP_LEVEL = Set.of("$expr", "$comment");
    /// Those that stand beside others.
    private static final Set<String> OF_FIELDS = Stream.concat(
                    Arrays.stream(QueryOperator.values()).map(QueryOperator::getValue),
                    Stream.of("$regex", "$options", "$comment", "$maxDistance", "$minDistance"))
            .collect(Collectors.toUnmodifiableSet());

    private FilterCheck() {}

    /// @throws MongoServerError as MongoDB answers
    public static void check(Document filter) {
        filter.forEach((name, condition) -> {
            if (Filters.LISTS.contains(name)) {
                checkList(name, condition);
            } else if (name.startsWith("$") && !OTHER_TOP_LEVEL.contains(name)) {
                throw refusal("unknown top level operator: " + name);
            } else if (Filters.isOperators(condition)) {
                checkOperators((Map<?, ?>) condition);
            }
        });
    }

    private static void checkList(String name, @Nullable Object parts) {
        if (!(parts instanceof Collection<?> list)) {
            throw refusal(name + " must be an array");
        }
        if (list.isEmpty() || !list.stream().allMatch(Document.class::isInstance)) {
            throw refusal(name + " must be a nonempty array of objects");
        }
        list.forEach(part -> check((Document) part));
    }

    private static void checkOperators(Map<?, ?> operators) {
        operators.forEach((operator, value) -> checkOperator(String.valueOf(operator), value));
    }

    private static void checkOperator(String name, @Nullable Object value) {
        if (name.startsWith("$") && !OF_FIELDS.contains(name)) {
            throw refusal("unknown operator: " + name);
        }
        switch (name) {
            case "$in", "$nin", "$all" -> require(value instanceof Collection, name + " needs an array");
            case "$not" -> checkNot(value);
            case "$elemMatch" -> checkElement(value);
            case "$mod" -> checkModulus(value);
            case "$size" ->
                require(!(value instanceof Number size) || size.longValue() >= 0, "$size may not be negative");
            default -> {}
        }
    }

    private static void checkNot(@Nullable Object value) {
        if (value instanceof BsonRegularExpression) {
            return;
        }
        require(Filters.isOperators(value), "$not needs a regex or a document of operators");
        checkOperators((Map<?, ?>) java.util.Objects.requireNonNull(value));
    }

    private static void checkElement(@Nullable Object value) {
        if (!(value instanceof Document condition)) {
            throw refusal("$elemMatch needs an Object");
        }
        if (Filters.isOperators(condition) && !isFilter(condition)) {
            checkOperators(condition);
        } else {
            check(condition);
        }
    }

    /// Conditions on the elements' fields, and not on the elements.
    private static boolean isFilter(Document condition) {
        String first = condition.keySet().iterator().next();
        return Filters.LISTS.contains(first) || OTHER_TOP_LEVEL.contains(first);
    }

    private static void checkModulus(@Nullable Object value) {
        require(
                value instanceof List<?> numbers
                        && numbers.size() == 2
                        && numbers.getFirst() instanceof Number divisor
                        && numbers.getLast() instanceof Number
                        && divisor.longValue() != 0,
                "malformed mod, needs to be an array of two numbers, of which the first is not 0");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw refusal(message);
        }
    }

    private static MongoServerError refusal(String message) {
        return new MongoServerError(ErrorCode.BadValue, message);
    }
}
