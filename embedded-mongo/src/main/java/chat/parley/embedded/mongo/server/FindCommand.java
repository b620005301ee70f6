package chat.parley.embedded.mongo.server;

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
        return new FindCommand(
                query,
                Fields.optional(command, "projection"),
                batchSize(command),
                de.bwaldvogel.mongo.backend.Utils.isTrue(command.get("singleBatch")));
    }

    /// How many documents the first answer may have.
    static int batchSize(Document command) {
        return (int) Math.min(number(command, "batchSize", USUAL_BATCH), Integer.MAX_VALUE);
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
