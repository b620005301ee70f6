package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a command may ask for and only a real MongoDB has. To ignore it would be to promise it.
final class NotBuilt {
    private static final int NOT_SUPPORTED = 115;

    private static final List<String> KINDS_OF_COLLECTIONS = List.of(
            "capped",
            "validator",
            "viewOn",
            "timeseries",
            "clusteredIndex",
            "expireAfterSeconds",
            "encryptedFields",
            "changeStreamPreAndPostImages");

    private NotBuilt() {}

    /// @throws MongoServerError with MongoDB's code on a single machine, or because this store has it not
    static void check(String command, Document query) {
        if (Utils.isTrue(query.get("startTransaction")) || Boolean.FALSE.equals(query.get("autocommit"))) {
            throw new MongoServerError(
                    ErrorCode.IllegalOperation,
                    "Transaction numbers are only allowed on a replica set member or mongos");
        }
        if (command.toLowerCase(Locale.ROOT).equals("create")) {
            KINDS_OF_COLLECTIONS.stream()
                    .filter(option -> isAskedFor(query.get(option)))
                    .forEach(NotBuilt::refuse);
        }
    }

    private static boolean isAskedFor(@Nullable Object option) {
        return option instanceof Document || option instanceof String || Utils.isTrue(option);
    }

    private static void refuse(String option) {
        throw new MongoServerError(
                NOT_SUPPORTED,
                "CommandNotSupported",
                "The embedded store has no collections with '" + option + "'. Use a real MongoDB for them.");
    }
}
