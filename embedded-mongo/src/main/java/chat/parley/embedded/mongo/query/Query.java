package chat.parley.embedded.mongo.query;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/// What is asked of a collection.
///
/// @param skip how many of the first are left out
/// @param limit how many are wanted at most; 0 for all
public record Query(Document filter, @Nullable Document sort, long skip, long limit) {
    /// All that match, in any order.
    public static Query all(Document filter) {
        return new Query(filter, null, 0, 0);
    }

    boolean isOrdered() {
        return sort != null && !sort.isEmpty() && !sort.containsKey("$natural");
    }
}
