package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.key.KeyWriter;
import chat.parley.embedded.mongo.query.MemoryLimit;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.backend.aggregation.Expression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Counts what a `$group` holds of the documents that go into it: a key and values for each group, all values of a
/// `$push`, and those of an `$addToSet` that are new.
final class Groups implements Consumer<Document> {
    /// About what a group takes beside its values.
    private static final int BYTES_A_GROUP = 100;

    private final @Nullable Object id;
    private final List<Object> single = new ArrayList<>();
    private final List<Object> pushed = new ArrayList<>();
    private final List<Object> distinct = new ArrayList<>();
    private final Set<@Nullable Object> keys = new TreeSet<>(ValueComparator.asc());
    private final Set<List<@Nullable Object>> values = new HashSet<>();
    private final MemoryLimit limit = new MemoryLimit();

    private Groups(@Nullable Object id, Document accumulators) {
        this.id = id;
        accumulators.forEach(this::addAccumulator);
    }

    static Groups of(Document group) {
        return new Groups(group.get("_id"), group);
    }

    static Groups by(@Nullable Object expression) {
        return new Groups(expression, new Document());
    }

    /// There are no more of them than boundaries.
    static Groups ofBuckets(Document bucket) {
        return new Groups(null, Fields.get(bucket, "output", Document.class, new Document()));
    }

    private void addAccumulator(String field, @Nullable Object accumulator) {
        if (!field.equals("_id") && accumulator instanceof Map<?, ?> operators) {
            operators.forEach(
                    (operator, expression) -> kind(String.valueOf(operator)).add(expression));
        }
    }

    private List<Object> kind(String operator) {
        return switch (operator) {
            case "$push" -> pushed;
            case "$addToSet" -> distinct;
            default -> single;
        };
    }

    @Override
    public void accept(Document document) {
        Object key = Expression.evaluateDocument(id, document);
        if (keys.add(key)) {
            limit.add(BYTES_A_GROUP + size(key));
            single.forEach(expression -> limit.add(size(Expression.evaluateDocument(expression, document))));
        }
        pushed.forEach(expression -> limit.add(size(Expression.evaluateDocument(expression, document))));
        for (Object expression : distinct) {
            Object value = Expression.evaluateDocument(expression, document);
            if (values.add(Arrays.asList(key, expression, value))) {
                limit.add(size(value));
            }
        }
    }

    private static int size(@Nullable Object value) {
        return new KeyWriter().value(value, true).length();
    }
}
