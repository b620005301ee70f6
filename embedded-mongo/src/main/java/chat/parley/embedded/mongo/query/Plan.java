package chat.parley.embedded.mongo.query;

import chat.parley.embedded.mongo.key.KeyRange;
import java.util.List;

/// How a query is answered.
///
/// @param ranges what is read of the candidate, in the order of the keys, without overlaps
/// @param bounded how many of its fields narrow that down
/// @param single whether there is one key at most
/// @param sorted whether documents come in the order that was asked for
/// @param backwards whether ranges are read from their ends
public record Plan(
        Candidate candidate, List<KeyRange> ranges, int bounded, boolean single, boolean sorted, boolean backwards) {
    /// Whether the whole collection is read, and not for the sake of an order.
    public boolean isScan(boolean ordered) {
        return bounded == 0 && !(ordered && sorted);
    }
}
