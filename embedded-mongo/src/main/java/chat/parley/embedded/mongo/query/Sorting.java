package chat.parley.embedded.mongo.query;

import chat.parley.embedded.mongo.key.KeyBytes;
import de.bwaldvogel.mongo.backend.IndexKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Puts documents in order that come in another one; holds only as many as are wanted.
final class Sorting implements Found {
    /// Equal ones stay in the order in which they came.
    private static final Comparator<Numbered> BY_ORDER =
            Comparator.comparing(Numbered::key).thenComparingLong(Numbered::number);

    private final Found unsorted;
    private final SortKey order;
    private final long wanted;
    private @Nullable Iterator<Stored> sorted;

    /// @param wanted how many of the first are asked for; 0 for all
    Sorting(Found unsorted, List<IndexKey> order, long wanted) {
        this.unsorted = unsorted;
        this.order = new SortKey(order);
        this.wanted = wanted == 0 ? Long.MAX_VALUE : wanted;
    }

    @Override
    public @Nullable Stored next() {
        if (sorted == null) {
            sorted = sort().iterator();
        }
        return sorted.hasNext() ? sorted.next() : null;
    }

    private List<Stored> sort() {
        PriorityQueue<Numbered> first = new PriorityQueue<>(BY_ORDER.reversed());
        MemoryLimit memory = new MemoryLimit();
        long number = 0;
        for (Stored next = unsorted.next(); next != null; next = unsorted.next()) {
            first.add(new Numbered(next, order.of(next.document()), number++));
            memory.add(next.bytes());
            if (first.size() > wanted) {
                memory.remove(first.remove().stored().bytes());
            }
        }
        List<Numbered> all = new ArrayList<>(first);
        all.sort(BY_ORDER);
        return all.stream().map(Numbered::stored).toList();
    }

    @Override
    public void close() {
        unsorted.close();
    }

    private record Numbered(Stored stored, KeyBytes key, long number) {}
}
