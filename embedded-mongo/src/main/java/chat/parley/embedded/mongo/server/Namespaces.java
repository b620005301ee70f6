package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names of databases and collections, as MongoDB has them. A zero ends a name on the disk; what is called `system.` is
/// the catalog, which no client may write: the store would not open again.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/limits/#naming-restrictions">Naming restrictions</a>
final class Namespaces {
    private static final String ZERO = "\0";
    private static final String CATALOG = "system.";
    /// Collections that are none, which a client may ask.
    private static final String PSEUDO = "$cmd.";
    /// One less than MongoDB's documentation says must not be reached.
    private static final int MOST_DATABASE_BYTES = 63;

    private static final int MOST_BYTES = 255;
    private static final String NOT_IN_DATABASES = "/\\. \"$" + ZERO;

    /// Commands of which the first field names a collection.
    private static final Set<String> ON_COLLECTIONS = Set.of(
            "find",
            "count",
            "distinct",
            "aggregate",
            "insert",
            "update",
            "delete",
            "findandmodify",
            "create",
            "createindexes",
            "drop",
            "dropindexes",
            "deleteindexes",
            "listindexes",
            "collstats",
            "validate");

    private Namespaces() {}

    /// @throws MongoServerError for names that MongoDB refuses, too
    static void check(String database, String command, Document query, CommandKind kind) {
        checkDatabase(database);
        String name = command.toLowerCase(Locale.ROOT);
        Object target = query.get(command);
        if (ON_COLLECTIONS.contains(name)) {
            // What an aggregation writes into is another collection.
            checkCollection(database, target, kind != CommandKind.READ && !name.equals("aggregate"));
        }
        if (name.equals("aggregate") && query.get("pipeline") instanceof Collection<?> stages) {
            stages.forEach(stage -> checkStage(database, stage));
        }
    }

    private static void checkStage(String database, @Nullable Object stage) {
        Object merge = stage instanceof Document document ? document.get("$merge") : null;
        Object into = merge instanceof Document details ? details.get("into") : merge;
        if (into instanceof String name) {
            checkCollection(database, name, true);
        } else if (into instanceof Document both) {
            String other = Fields.get(both, "db", String.class, database);
            // The library takes it from here.
            both.put("db", other);
            checkDatabase(other);
            checkCollection(other, both.get("coll"), true);
        }
    }

    private static void checkDatabase(String name) {
        boolean isValid = !name.isEmpty()
                && name.getBytes(StandardCharsets.UTF_8).length <= MOST_DATABASE_BYTES
                && name.chars().noneMatch(character -> NOT_IN_DATABASES.indexOf(character) >= 0);
        if (!isValid) {
            throw invalid("Invalid database name: '" + name + "'");
        }
    }

    private static void checkCollection(String database, @Nullable Object target, boolean isWritten) {
        if (target instanceof String name) {
            checkName(database + "." + name, name, isWritten);
        } else if (isWritten) {
            throw invalid("The name of a collection must be a text");
        }
    }

    private static void checkName(String namespace, String name, boolean isWritten) {
        boolean isPseudo = !isWritten && name.startsWith(PSEUDO);
        if (name.isEmpty() || name.startsWith(".") || hasZero(name) || (name.contains("$") && !isPseudo)) {
            throw invalid("Invalid namespace specified '" + namespace + "'");
        }
        if (isWritten && name.startsWith(CATALOG)) {
            throw invalid("Invalid system namespace: " + namespace);
        }
        if (isWritten && namespace.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw invalid("Fully qualified namespace is too long. Namespace: " + namespace + " Max: " + MOST_BYTES);
        }
    }

    private static MongoServerError invalid(String message) {
        return new MongoServerError(ErrorCode.InvalidNamespace, message);
    }

    static boolean hasZero(String name) {
        return name.contains(ZERO);
    }
}
