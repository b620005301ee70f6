package chat.parley.embedded.mongo.server;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fields of commands, with MongoDB's errors for those that are missing or of another type.
final class Fields {
    private static final int MISSING = 40414;

    private Fields() {}

    /// The field's value.
    ///
    /// @throws MongoServerError if there is none, or one of another type
    static <T> T get(Document command, String field, Class<T> type) {
        Object value = command.get(field);
        if (value == null) {
            throw new MongoServerError(MISSING, "BSON field '" + field + "' is missing but a required field");
        }
        return cast(field, value, type);
    }

    /// The field's value, or this one if there is none.
    ///
    /// @throws MongoServerError if it has another type
    static <T> T get(Document command, String field, Class<T> type, T otherwise) {
        Object value = command.get(field);
        return value == null ? otherwise : cast(field, value, type);
    }

    /// The field's value, or null.
    ///
    /// @throws MongoServerError if it has another type
    static @Nullable Document optional(Document command, String field) {
        Object value = command.get(field);
        return value == null ? null : cast(field, value, Document.class);
    }

    /// The field's documents.
    ///
    /// @throws MongoServerError if there are none, or something else is among them
    static List<Document> documents(Document command, String field) {
        return ((List<?>) get(command, field, List.class))
                .stream().map(element -> cast(field, element, Document.class)).toList();
    }

    private static <T> T cast(String field, @Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new MongoServerError(
                    ErrorCode.TypeMismatch,
                    "BSON field '" + field + "' is the wrong type '" + typeOf(value) + "', expected '"
                            + type.getSimpleName().toLowerCase(java.util.Locale.ROOT) + "'");
        }
        return type.cast(value);
    }

    private static String typeOf(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
