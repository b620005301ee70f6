package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What `createIndexes` may ask for. What this store would not enforce it refuses, so that nobody relies on it.
final class IndexDescriptions {
    private static final int CANNOT_CREATE = 67;
    private static final int OPTIONS_CONFLICT = 85;
    private static final int KEYS_CONFLICT = 86;
    private static final int BAD_VALUE = 2;
    private static final int FAILED_TO_PARSE = 9;

    private static final String EXPIRY = "expireAfterSeconds";

    private static final Set<String> KNOWN =
            Set.of("key", "name", "ns", "v", "unique", "sparse", "background", EXPIRY, "hidden", "collation");

    private IndexDescriptions() {}

    /// @throws MongoServerError as MongoDB answers, or because this store has no such index
    static void check(Document index) {
        if (!(index.get("key") instanceof Document keys) || keys.isEmpty()) {
            throw new MongoServerError(CANNOT_CREATE, "CannotCreateIndex", "Index keys cannot be empty.");
        }
        if (!(index.get("name") instanceof String name) || name.isEmpty()) {
            throw new MongoServerError(
                    FAILED_TO_PARSE,
                    "FailedToParse",
                    "The 'name' field is a required property of an index specification");
        }
        if (Namespaces.hasZero(name)) {
            throw new MongoServerError(CANNOT_CREATE, "CannotCreateIndex", "The name of an index has no zeros");
        }
        keys.forEach((field, direction) -> checkKey(field, direction));
        refuseUnknown(index);
        checkExpiry(index, keys);
    }

    private static void checkKey(String field, Object direction) {
        if (!(direction instanceof Number number) || number.doubleValue() == 0) {
            throw new MongoServerError(
                    CANNOT_CREATE,
                    "CannotCreateIndex",
                    "The embedded store has no index of the kind " + direction + " (field " + field
                            + "). Use a real MongoDB for it.");
        }
        if (field.contains("$")) {
            throw new MongoServerError(
                    CANNOT_CREATE, "CannotCreateIndex", "Index key contains an illegal field name: " + field);
        }
    }

    private static void refuseUnknown(Document index) {
        String unknown = index.keySet().stream()
                .filter(option -> !KNOWN.contains(option))
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new MongoServerError(
                    CANNOT_CREATE,
                    "CannotCreateIndex",
                    "The embedded store has no such option of an index: " + unknown + ". Use a real MongoDB for it.");
        }
    }

    private static void checkExpiry(Document index, Document keys) {
        Object seconds = index.get(EXPIRY);
        if (seconds == null) {
            return;
        }
        if (!(seconds instanceof Number number) || number.longValue() < 0 || number.longValue() > Integer.MAX_VALUE) {
            throw new MongoServerError(
                    BAD_VALUE, "BadValue", "expireAfterSeconds must be a number from 0 to 2147483647");
        }
        if (keys.size() != 1 || keys.containsKey("_id")) {
            throw new MongoServerError(
                    CANNOT_CREATE, "CannotCreateIndex", "TTL indexes are single-field indexes, and not of _id");
        }
    }

    /// Whether the same index is there already.
    ///
    /// @throws MongoServerError if there is another one of this name, or one of these fields
    static boolean isThere(Document index, List<Document> existing) {
        Optional<Document> sameName = existing.stream()
                .filter(other -> Objects.equals(other.get("name"), index.get("name")))
                .findFirst();
        if (sameName.isPresent()) {
            return isSame(index, sameName.get());
        }
        existing.stream().filter(other -> sameKeys(index, other)).findFirst().ifPresent(other -> {
            throw new MongoServerError(
                    OPTIONS_CONFLICT,
                    "IndexOptionsConflict",
                    "Index already exists with a different name: " + other.get("name"));
        });
        return false;
    }

    private static boolean isSame(Document index, Document other) {
        if (!sameKeys(index, other) || !options(index).equals(options(other))) {
            throw new MongoServerError(
                    KEYS_CONFLICT,
                    "IndexKeySpecsConflict",
                    "An existing index has the same name as the requested index. Requested index: " + index
                            + ", existing index: " + other);
        }
        if (!Objects.equals(index.get(EXPIRY), other.get(EXPIRY))) {
            throw new MongoServerError(
                    OPTIONS_CONFLICT,
                    "IndexOptionsConflict",
                    "An equivalent index already exists with the same name but different options. Requested index: "
                            + index + ", existing index: " + other);
        }
        return true;
    }

    static boolean sameKeys(Document index, Document other) {
        Document keys = Fields.get(index, "key", Document.class);
        Document others = Fields.get(other, "key", Document.class);
        return List.copyOf(keys.keySet()).equals(List.copyOf(others.keySet()))
                && keys.keySet().stream().allMatch(field -> sign(keys, field) == sign(others, field));
    }

    private static double sign(Document keys, String field) {
        return Math.signum(Fields.get(keys, field, Number.class).doubleValue());
    }

    private static Map<String, Object> options(Document index) {
        return Map.of(
                "unique", de.bwaldvogel.mongo.backend.Utils.isTrue(index.get("unique")),
                "sparse", de.bwaldvogel.mongo.backend.Utils.isTrue(index.get("sparse")));
    }
}
