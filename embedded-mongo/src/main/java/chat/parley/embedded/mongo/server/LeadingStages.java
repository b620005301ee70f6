package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.Query;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The first stages of a pipeline, as far as they are a query: `$match`, `$sort`, `$skip`, `$limit`, each at most once
/// and in this order. An index can serve them, and a sort with a limit holds no more than the limit.
///
/// @param count how many stages these are
record LeadingStages(Query query, int count) {
    private static final List<String> ORDER = List.of("$match", "$sort", "$skip", "$limit");

    static LeadingStages of(List<Document> pipeline) {
        Document found = new Document();
        int next = 0;
        for (Document stage : pipeline) {
            Map.Entry<String, Object> only = stage.entrySet().iterator().next();
            int place = ORDER.indexOf(only.getKey());
            if (place < next || !isQuery(only.getKey(), only.getValue())) {
                break;
            }
            found.put(only.getKey(), only.getValue());
            next = place + 1;
        }
        return new LeadingStages(query(found), found.size());
    }

    private static Query query(Document found) {
        return new Query(
                Fields.get(found, "$match", Document.class, new Document()),
                Fields.optional(found, "$sort"),
                Fields.get(found, "$skip", Number.class, 0).longValue(),
                Fields.get(found, "$limit", Number.class, 0).longValue());
    }

    /// What is refused, or means something else in a query, is left to the stage.
    private static boolean isQuery(String stage, @Nullable Object details) {
        return switch (stage) {
            case "$match" -> details instanceof Document;
            case "$sort" ->
                details instanceof Document order
                        && !order.isEmpty()
                        && !order.containsKey("$natural")
                        && order.values().stream().allMatch(LeadingStages::isDirection);
            case "$skip" -> details instanceof Number skip && skip.longValue() >= 0;
            default -> details instanceof Number limit && limit.longValue() > 0;
        };
    }

    private static boolean isDirection(@Nullable Object direction) {
        return direction instanceof Number number && Math.abs(number.doubleValue()) == 1;
    }
}
