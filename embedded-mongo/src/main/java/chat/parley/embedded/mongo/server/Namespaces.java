package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.jspecify.annotations.Nullable;

/// Names of databases and collections. A zero ends a name on the disk, so that none may have one in it.
final class Namespaces {
    private static final String ZERO = "\0";

    private Namespaces() {}

    /// @param collection what a command names; something else than a text is no name
    /// @throws MongoServerError for names that MongoDB refuses, too
    static void check(String database, @Nullable Object collection) {
        if (hasZero(database) || (collection instanceof String name && hasZero(name))) {
            throw new MongoServerError(
                    ErrorCode.InvalidNamespace,
                    "Invalid namespace: the names of databases and collections have no zeros");
        }
    }

    static boolean hasZero(String name) {
        return name.contains(ZERO);
    }
}
