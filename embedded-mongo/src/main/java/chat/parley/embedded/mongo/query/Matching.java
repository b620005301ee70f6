package chat.parley.embedded.mongo.query;

import chat.parley.embedded.mongo.key.KeyWriter;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Holds documents against a filter: numbers are compared exactly, as in indexes, and all else by the library.
final class Matching implements Predicate<Document> {
    private final Document filter;
    private final BiPredicate<Document, Document> library;

    Matching(Document filter, BiPredicate<Document, Document> library) {
        this.filter = Filters.apart(filter);
        this.library = library;
    }

    @Override
    public boolean test(Document document) {
        return matches(document, filter);
    }

    private boolean matches(Document document, Document part) {
        return part.entrySet().stream().allMatch(entry -> matches(document, entry.getKey(), entry.getValue()));
    }

    private boolean matches(Document document, String name, @Nullable Object condition) {
        return switch (name) {
            case "$and" -> parts(condition).allMatch(part -> matches(document, part));
            case "$or" -> parts(condition).anyMatch(part -> matches(document, part));
            case "$nor" -> parts(condition).noneMatch(part -> matches(document, part));
            default -> meets(document, name, condition);
        };
    }

    private static Stream<Document> parts(@Nullable Object list) {
        return list instanceof Collection<?> parts ? parts.stream().map(Document.class::cast) : Stream.of();
    }

    private boolean meets(Document document, String name, @Nullable Object condition) {
        Document part = new Document(name, condition);
        if (name.startsWith("$")) {
            return library.test(document, part);
        }
        String operator = operator(condition);
        Object bound = condition instanceof Map<?, ?> operators ? operators.get(operator) : condition;
        if (bound instanceof Number number
                && Utils.getSubdocumentValueCollectionAware(document, name) instanceof Number value) {
            return meets(value, operator, number);
        }
        return library.test(document, part);
    }

    /// The comparison of a condition; empty if it is something else.
    private static String operator(@Nullable Object condition) {
        if (!(condition instanceof Map<?, ?> operators)) {
            return "$eq";
        }
        String operator = operators.size() == 1
                ? String.valueOf(operators.keySet().iterator().next())
                : "";
        return switch (operator) {
            case "$gt", "$gte", "$lt", "$lte" -> operator;
            default -> "";
        };
    }

    private static boolean meets(Number value, String operator, Number bound) {
        int order = compare(value, bound);
        boolean comparable = Double.isNaN(value.doubleValue()) == Double.isNaN(bound.doubleValue());
        return switch (operator) {
            case "$gt" -> comparable && order > 0;
            case "$gte" -> comparable && order >= 0;
            case "$lt" -> comparable && order < 0;
            case "$lte" -> comparable && order <= 0;
            default -> order == 0;
        };
    }

    private static int compare(Number one, Number other) {
        if (one instanceof Integer a && other instanceof Integer b) {
            return Integer.compare(a, b);
        }
        return Arrays.compareUnsigned(write(one), write(other));
    }

    private static byte[] write(Number number) {
        return new KeyWriter().value(number, true).toBytes();
    }
}
