package chat.parley.embedded.mongo.query;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The order that a query asks for; without fields, any will do.
record SortOrder(List<IndexKey> fields, boolean naturalBackwards) {
    private static final String NATURAL = "$natural";

    /// @throws MongoServerError for another direction than 1 or -1
    static SortOrder of(@Nullable Document sort) {
        List<IndexKey> fields = new ArrayList<>();
        boolean backwards = false;
        if (sort != null) {
            for (String field : sort.keySet()) {
                boolean ascending = isAscending(field, sort.get(field));
                if (field.equals(NATURAL)) {
                    backwards = !ascending;
                } else {
                    fields.add(new IndexKey(field, ascending));
                }
            }
        }
        return new SortOrder(List.copyOf(fields), backwards);
    }

    private static boolean isAscending(String field, @Nullable Object direction) {
        if (direction instanceof Number number && Math.abs(number.doubleValue()) == 1) {
            return number.doubleValue() > 0;
        }
        throw new MongoServerError(
                ErrorCode.BadValue, "$sort key ordering must be 1 (for ascending) or -1 (for descending): " + field);
    }

    boolean isAny() {
        return fields.isEmpty();
    }

    /// Whether keys of these fields have this order: false if forwards, true if backwards, empty if not at all.
    ///
    /// @param constant fields that have the same value in all that is read
    Optional<Boolean> isOrderOf(List<IndexKey> keys, Set<String> constant) {
        @Nullable Boolean backwards = null;
        int next = 0;
        for (IndexKey field : fields) {
            if (constant.contains(field.getKey())) {
                continue;
            }
            while (next < keys.size() && constant.contains(keys.get(next).getKey())) {
                next++;
            }
            if (next == keys.size() || !keys.get(next).getKey().equals(field.getKey())) {
                return Optional.empty();
            }
            boolean turned = keys.get(next).isAscending() != field.isAscending();
            if (backwards != null && backwards != turned) {
                return Optional.empty();
            }
            backwards = turned;
            next++;
        }
        return Optional.of(backwards != null && backwards);
    }
}
