package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Text is compared by its bytes, which is the collation `simple`. Any other one is refused, wherever a command may
/// have
/// one: to ignore it would be to answer something else.
final class Collation {
    private static final String FIELD = "collation";
    /// Where commands have statements with a collation of their own.
    private static final List<String> STATEMENTS = List.of("updates", "deletes", "indexes");

    private static final int NOT_SUPPORTED = 115;

    private Collation() {}

    /// Looks at a command, at each of its statements, and at the command that it explains.
    ///
    /// @throws MongoServerError if one of them asks for another collation
    static void check(Document command) {
        checkOne(command);
        for (String field : STATEMENTS) {
            if (command.get(field) instanceof Collection<?> statements) {
                statements.forEach(Collation::checkStatement);
            }
        }
        if (command.get("explain") instanceof Document explained) {
            check(explained);
        }
    }

    private static void checkStatement(Object statement) {
        if (statement instanceof Document document) {
            checkOne(document);
        }
    }

    private static void checkOne(Document document) {
        Object collation = document.get(FIELD);
        if (collation != null && !isSimple(collation)) {
            throw new MongoServerError(
                    NOT_SUPPORTED,
                    "CommandNotSupported",
                    "The embedded store has no collation but the simple one. Use a real MongoDB for others.");
        }
    }

    private static boolean isSimple(Object collation) {
        return collation instanceof Map<?, ?> options && "simple".equals(options.get("locale"));
    }
}
