package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.Filters;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `aggregate`, as it came.
///
/// @param batch how many documents the first answer may have
record AggregateCommand(List<Document> stages, int batch) {
    private static final int NOT_SUPPORTED = 115;
    private static final int NO_FILTER = 15959;
    private static final int NOT_ONE_FIELD = 40323;
    private static final int NEGATIVE_SKIP = 15956;
    private static final int NO_LIMIT = 15958;
    private static final int NO_DIRECTION = 15975;

    /// What is no pipeline over a collection's documents, or lacks something.
    static boolean isForTheLibrary(Document command) {
        List<?> pipeline = Fields.get(command, "pipeline", List.class);
        boolean changes = !pipeline.isEmpty()
                && pipeline.getFirst() instanceof Document first
                && first.containsKey("$changeStream");
        return changes || !command.containsKey("cursor");
    }

    /// @throws MongoServerError for what MongoDB refuses, and for what only MongoDB can
    static AggregateCommand parse(Document command) {
        List<Document> stages = Aggregation.parse(command.get("pipeline"));
        stages.forEach(AggregateCommand::check);
        Document cursor = Fields.get(command, "cursor", Document.class);
        return new AggregateCommand(
                stages.stream().map(AggregateCommand::apart).toList(), FindCommand.batchSize(cursor));
    }

    private static void check(Document stage) {
        if (stage.size() != 1) {
            throw new MongoServerError(
                    NOT_ONE_FIELD, "A pipeline stage specification object must contain exactly one field.");
        }
        // The library renames a collection in memory only.
        if (stage.containsKey("$out")) {
            throw new MongoServerError(
                    NOT_SUPPORTED,
                    "CommandNotSupported",
                    "The embedded store has no $out. Use $merge, or a real MongoDB for it.");
        }
        if (stage.containsKey("$match") && !(stage.get("$match") instanceof Document)) {
            throw new MongoServerError(NO_FILTER, "the match filter must be an expression in an object");
        }
        checkNumber(stage.get("$skip"), 0, NEGATIVE_SKIP, "Argument to $skip cannot be negative");
        checkNumber(stage.get("$limit"), 1, NO_LIMIT, "the limit must be positive");
        if (stage.get("$sort") instanceof Document order) {
            order.values().forEach(AggregateCommand::checkDirection);
        }
    }

    private static void checkNumber(@Nullable Object value, long least, int code, String message) {
        if (value instanceof Number number && number.longValue() < least) {
            throw new MongoServerError(code, message);
        }
    }

    private static void checkDirection(@Nullable Object direction) {
        if (direction instanceof Number number && Math.abs(number.doubleValue()) != 1) {
            throw new MongoServerError(
                    NO_DIRECTION, "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
        }
    }

    private static Document apart(Document stage) {
        return stage.get("$match") instanceof Document filter ? new Document("$match", Filters.apart(filter)) : stage;
    }
}
