package chat.parley.embedded.mongo.query;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Filters, read for what an index can use of them.
public final class Filters {
    static final Set<String> LISTS = Set.of("$and", "$or", "$nor");

    /// Those that mean the same alone.
    private static final Set<String> SEPARATE = Set.of(
            "$gt",
            "$gte",
            "$lt",
            "$lte",
            "$ne",
            "$in",
            "$nin",
            "$exists",
            "$not",
            "$size",
            "$all",
            "$elemMatch",
            "$type",
            "$mod");

    private Filters() {}

    /// What the filter says of each field, also inside `$and`.
    static Map<String, Bounds> bounds(Document filter) {
        Map<String, Bounds> bounds = new LinkedHashMap<>();
        collect(filter, bounds);
        return bounds;
    }

    private static void collect(Document filter, Map<String, Bounds> bounds) {
        filter.forEach((name, condition) -> {
            if (name.equals("$and")) {
                ((Collection<?>) condition).forEach(part -> collect((Document) part, bounds));
            } else if (!name.startsWith("$")) {
                bounds.computeIfAbsent(name, field -> new Bounds()).add(condition);
            }
        });
    }

    /// The same filter with one condition in each part: an array meets several conditions with several elements, and is
    /// equal to another one as a whole or by an element.
    public static Document apart(Document filter) {
        List<Document> parts = new ArrayList<>();
        filter.forEach((name, condition) -> parts.addAll(apart(name, condition)));
        return parts.size() == 1 ? parts.getFirst() : parts.isEmpty() ? filter : new Document("$and", parts);
    }

    private static List<Document> apart(String name, @Nullable Object condition) {
        if (LISTS.contains(name)) {
            return List.of(new Document(
                    name,
                    ((Collection<?>) java.util.Objects.requireNonNull(condition))
                            .stream().map(part -> apart((Document) part)).toList()));
        }
        if (name.startsWith("$")) {
            return List.of(new Document(name, condition));
        }
        if (condition instanceof Map<?, ?> operators && isOperators(condition) && areSeparate(operators)) {
            return operators.entrySet().stream()
                    .map(entry -> new Document(name, new Document(String.valueOf(entry.getKey()), entry.getValue())))
                    .toList();
        }
        return List.of(equality(name, condition));
    }

    private static Document equality(String name, @Nullable Object value) {
        Document plain = new Document(name, value);
        if (value instanceof Collection) {
            Document element = new Document(name, new Document("$elemMatch", new Document("$eq", value)));
            return new Document("$or", List.of(plain, element));
        }
        boolean document = value instanceof Map<?, ?> map && !isOperators(map) && !isReference(map);
        return document ? new Document(name, new Document("$eq", value)) : plain;
    }

    /// Whether none of them says what another one means.
    private static boolean areSeparate(Map<?, ?> operators) {
        return operators.keySet().stream().allMatch(operator -> SEPARATE.contains(String.valueOf(operator)));
    }

    /// Whether a condition is made of operators, and not a document to be equal to.
    static boolean isOperators(@Nullable Object condition) {
        return condition instanceof Map<?, ?> map
                && !map.isEmpty()
                && map.keySet().iterator().next().toString().startsWith("$")
                && !isReference(map);
    }

    private static boolean isReference(Map<?, ?> map) {
        return map.containsKey("$ref");
    }

    /// Whether equality with it is one place in an index. An array may be the whole value or an element of it.
    static boolean isOneValue(@Nullable Object value) {
        return !(value instanceof Collection) && !(value instanceof BsonRegularExpression) && !isOperators(value);
    }

    /// Whether values of its type, and of no other, are less or more than it.
    static boolean hasOrder(Object value) {
        return isOneValue(value) && !(value instanceof Map) && !(value instanceof MinKey) && !(value instanceof MaxKey);
    }

    /// What a filter looks like without its values: for counting and logging once.
    static String shape(@Nullable Object filter) {
        return switch (filter) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + shape(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case Collection<?> list ->
                list.stream().map(Filters::shape).distinct().collect(Collectors.joining(",", "[", "]"));
            case null -> "?";
            default -> "?";
        };
    }
}
