package chat.parley.embedded.mongo.query;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts queries that read a whole collection, and names each kind of them once in the log.
public final class Scans {
    private static final Logger LOG = LoggerFactory.getLogger(Scans.class);
    /// Kinds beyond these are counted but not named.
    private static final int MOST_SHAPES = 1_000;
    /// Of a kind; names of fields can be as long as a document.
    private static final int MOST_CHARACTERS = 1_000;

    /// Small ones that the library keeps for itself.
    private static final String SYSTEM = ".system.";

    private final AtomicLong count = new AtomicLong();
    private final Set<String> shapes = ConcurrentHashMap.newKeySet();

    /// A query for everything is no scan: there is no better way.
    public void note(String collection, Query query, Plan plan) {
        if (!plan.isScan(query.isOrdered()) || isForAll(query) || collection.contains(SYSTEM)) {
            return;
        }
        count.incrementAndGet();
        String shape = cut(collection + " " + Filters.shape(query.filter()) + order(query));
        if (shapes.size() < MOST_SHAPES && shapes.add(shape)) {
            LOG.warn("No index serves {}: the whole collection is read", shape);
        }
    }

    private static String cut(String shape) {
        return shape.length() > MOST_CHARACTERS ? shape.substring(0, MOST_CHARACTERS) + "..." : shape;
    }

    private static String order(Query query) {
        Document sort = query.sort();
        return sort == null || sort.isEmpty() ? "" : " sorted by " + sort.keySet();
    }

    private static boolean isForAll(Query query) {
        return query.filter().isEmpty() && !query.isOrdered();
    }

    /// How many there were.
    public long count() {
        return count.get();
    }

    /// What they looked like, without values.
    public Set<String> shapes() {
        return Set.copyOf(shapes);
    }
}
