package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.FilterCheck;
import chat.parley.embedded.mongo.query.Query;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `find`, as it came.
///
/// @param batch how many documents the first answer may have
/// @param single whether there is to be no further one
record FindCommand(Query query, @Nullable Document fields, int batch, boolean single) {
    private static final int USUAL_BATCH = 101;
    private static final int NEGATIVE = 51024;
    private static final int UNKNOWN_FIELD = 40415;
    private static final int UNKNOWN_EXPRESSION = 31325;
    private static final Set<String> PROJECTIONS = Set.of("$slice", "$elemMatch", "$meta");
    /// Options that change what is found, and that are not built.
    private static final Set<String> NOT_BUILT = Set.of("min", "max", "tailable", "awaitData");

    /// @throws MongoServerError for what MongoDB refuses, and for what only MongoDB can
    static FindCommand parse(Document command) {
        for (String option : NOT_BUILT) {
            if (de.bwaldvogel.mongo.backend.Utils.isTrue(command.get(option))) {
                throw new MongoServerError(
                        UNKNOWN_FIELD,
                        "The embedded store has no '" + option + "' for find. Use a real MongoDB for it.");
            }
        }
        Query query = new Query(
                Fields.get(command, "filter", Document.class, new Document()),
                Fields.optional(command, "sort"),
                number(command, "skip", 0),
                number(command, "limit", 0));
        // Also when there is no such collection.
        FilterCheck.check(query.filter());
        return new FindCommand(
                query,
                projection(command),
                batchSize(command),
                de.bwaldvogel.mongo.backend.Utils.isTrue(command.get("singleBatch")));
    }

    private static @Nullable Document projection(Document command) {
        Document fields = Fields.optional(command, "projection");
        if (fields != null) {
            fields.forEach(FindCommand::checkProjection);
        }
        return fields;
    }

    /// What the library does not compute it would leave out.
    private static void checkProjection(String field, @Nullable Object value) {
        String first = value instanceof Document details && !details.isEmpty()
                ? details.keySet().iterator().next()
                : "";
        if (value instanceof String || (first.startsWith("$") && !PROJECTIONS.contains(first))) {
            throw new MongoServerError(
                    UNKNOWN_EXPRESSION,
                    "Unknown expression in the projection of " + field
                            + ". The embedded store computes none for find; aggregate has $project.");
        }
    }

    /// How many documents an answer may have.
    static int batchSize(Document command, int usual) {
        return (int) Math.min(number(command, "batchSize", usual), Integer.MAX_VALUE);
    }

    /// How many documents the first answer may have.
    static int batchSize(Document command) {
        return batchSize(command, USUAL_BATCH);
    }

    static long number(Document command, String field, long otherwise) {
        long number = Fields.get(command, field, Number.class, otherwise).longValue();
        if (number < 0) {
            throw new MongoServerError(
                    NEGATIVE, "BSON field '" + field + "' value must be >= 0, actual value '" + number + "'");
        }
        return number;
    }
}
