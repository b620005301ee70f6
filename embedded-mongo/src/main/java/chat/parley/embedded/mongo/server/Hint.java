package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;

/// `hint`: which index to use. The planner chooses by itself; but a hint that names nothing is a mistake.
final class Hint {
    private Hint() {}

    /// @param indexes the descriptions of those of the collection
    /// @throws MongoServerError if there is no such index
    static void check(Document command, List<Document> indexes) {
        Object hint = command.get("hint");
        if (hint != null && names(hint) && indexes.stream().noneMatch(index -> isMeant(index, hint))) {
            throw new MongoServerError(
                    ErrorCode.BadValue,
                    "error processing query: planner returned error :: caused by :: hint provided does not correspond"
                            + " to an existing index");
        }
    }

    private static boolean names(Object hint) {
        return hint instanceof String || (hint instanceof Document keys && !keys.isEmpty() && !isNatural(hint));
    }

    private static boolean isNatural(Object hint) {
        return hint instanceof Document keys && keys.containsKey("$natural");
    }

    private static boolean isMeant(Document index, Object hint) {
        return hint.equals(index.get("name"))
                || (hint instanceof Document keys && IndexDescriptions.sameKeys(new Document("key", keys), index));
    }
}
