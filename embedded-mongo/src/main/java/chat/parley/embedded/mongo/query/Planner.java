package chat.parley.embedded.mongo.query;

import chat.parley.embedded.mongo.key.KeyRange;
import chat.parley.embedded.mongo.key.KeyWriter;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Chooses the index for a query: the one of which most fields are narrowed down, and of several such, one that has the
/// order that is asked for. Knows no statistics.
public final class Planner {
    /// More places than this are not looked up one by one.
    private static final int MOST_RANGES = 10_000;

    private static final Comparator<Plan> BETTER = Comparator.comparing(Plan::single)
            .thenComparingInt(Plan::bounded)
            .thenComparing(Plan::sorted)
            .thenComparing(plan -> plan.candidate().index() == null)
            .thenComparingInt(plan -> -plan.candidate().keys().size());

    private final Map<String, Bounds> bounds;
    private final SortOrder order;

    private Planner(Document filter, @Nullable Document sort) {
        FilterCheck.check(filter);
        bounds = Filters.bounds(filter);
        order = SortOrder.of(sort);
    }

    /// @param records the collection itself, always possible
    /// @param indexes those of its indexes that hold all documents by now
    /// @throws de.bwaldvogel.mongo.exception.MongoServerError for a filter or an order that nobody knows
    public static Plan plan(Document filter, @Nullable Document sort, Candidate records, List<Candidate> indexes) {
        Planner planner = new Planner(filter, sort);
        Plan best = planner.with(records);
        for (Candidate index : indexes) {
            if (index.holdsAllThatMatch(planner.bounds)) {
                Plan other = planner.with(index);
                best = BETTER.compare(other, best) > 0 ? other : best;
            }
        }
        return best;
    }

    private Plan with(Candidate candidate) {
        List<KeyWriter> prefixes = new ArrayList<>();
        prefixes.add(new KeyWriter().table(candidate.table().id()));
        Set<String> constant = new HashSet<>();
        int most = most(candidate);
        int bounded = 0;
        while (bounded < most) {
            IndexKey key = candidate.keys().get(bounded);
            Optional<List<@Nullable Object>> points = points(key, prefixes.size());
            if (points.isEmpty()) {
                break;
            }
            prefixes = longer(prefixes, key, points.get());
            if (points.get().size() == 1) {
                constant.add(key.getKey());
            }
            bounded++;
        }
        boolean all = bounded == candidate.keys().size() && bounded > 0;
        boolean single = all && candidate.unique() && prefixes.size() == 1;
        Optional<IndexKey> ranged = bounded == most ? Optional.empty() : rangedField(candidate, bounded);
        List<KeyRange> ranges = ranges(prefixes, ranged, candidate.multikey());
        Optional<Boolean> backwards =
                candidate.multikey() ? Optional.empty() : order.isOrderOf(candidate.keys(), constant);
        return new Plan(
                candidate,
                ranges,
                bounded + (ranged.isPresent() ? 1 : 0),
                single,
                order.isAny() || backwards.isPresent(),
                order.isAny() ? order.naturalBackwards() : backwards.orElse(false));
    }

    /// How many fields may be narrowed down together: of an array's elements, one may meet the first condition and
    /// another
    /// one the second, and no entry has both.
    private static int most(Candidate candidate) {
        Set<String> roots = new HashSet<>();
        return !candidate.multikey()
                ? candidate.keys().size()
                : (int) candidate.keys().stream()
                        .takeWhile(key -> roots.add(Utils.firstFragment(key.getKey())))
                        .count();
    }

    private Optional<List<@Nullable Object>> points(IndexKey key, int soFar) {
        return Optional.ofNullable(bounds.get(key.getKey()))
                .flatMap(Bounds::points)
                .filter(points -> (long) points.size() * soFar <= MOST_RANGES);
    }

    private Optional<IndexKey> rangedField(Candidate candidate, int next) {
        return candidate.keys().stream().skip(next).findFirst().filter(key -> {
            Bounds ofField = bounds.get(key.getKey());
            return ofField != null && ofField.hasRange();
        });
    }

    private static List<KeyWriter> longer(List<KeyWriter> prefixes, IndexKey key, List<@Nullable Object> points) {
        List<KeyWriter> longer = new ArrayList<>(prefixes.size() * points.size());
        for (KeyWriter prefix : prefixes) {
            for (Object point : points) {
                longer.add(new KeyWriter().raw(prefix.toBytes()).value(point, key.isAscending()));
            }
        }
        return longer;
    }

    private List<KeyRange> ranges(List<KeyWriter> prefixes, Optional<IndexKey> ranged, boolean multikey) {
        TreeSet<KeyRange> ranges = new TreeSet<>();
        for (KeyWriter prefix : prefixes) {
            ranges.add(ranged.map(key -> range(prefix.toBytes(), key, multikey))
                    .orElseGet(() -> KeyRange.startingWith(prefix.toBytes())));
        }
        return ranges.stream().filter(range -> !range.isEmpty()).toList();
    }

    /// Of an array, one element may be above and another one below: there only one bound is used.
    private KeyRange range(byte[] prefix, IndexKey key, boolean multikey) {
        Bounds ofField = java.util.Objects.requireNonNull(bounds.get(key.getKey()));
        Optional<Object> lowest = ofField.lowest();
        Optional<Object> highest = multikey && lowest.isPresent() ? Optional.empty() : ofField.highest();
        byte[] low = end(prefix, lowest, highest, key.isAscending());
        byte[] high = end(prefix, highest, lowest, key.isAscending());
        return key.isAscending() ? KeyRange.spanning(low, high) : KeyRange.spanning(high, low);
    }

    /// Without a value of its own an end is where the type of the other one ends.
    private static byte[] end(byte[] prefix, Optional<Object> value, Optional<Object> other, boolean ascending) {
        KeyWriter key = new KeyWriter().raw(prefix);
        return value.map(bound -> key.value(bound, ascending))
                .orElseGet(() -> key.type(other.orElseThrow(), ascending))
                .toBytes();
    }
}
