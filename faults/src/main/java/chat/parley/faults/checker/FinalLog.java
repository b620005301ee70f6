package chat.parley.faults.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What all final views of a conversation say together: for each seq what the view that came first says, and beside it
/// what others say differently.
final class FinalLog {
    private final Map<Long, Stored> entries = new HashMap<>();
    private final Map<String, Long> places = new HashMap<>();
    private final Map<String, Set<Long>> morePlaces = new LinkedHashMap<>();
    private final Map<Long, List<Stored>> conflicts = new TreeMap<>();
    private final Map<String, Stored> repeated = new LinkedHashMap<>();
    private long head;

    void add(View view, long seq, Stored stored) {
        head = Math.max(head, seq);
        Stored known = entries.putIfAbsent(seq, stored);
        boolean differs = known != null && !known.says(stored);
        if (view.has(seq)) {
            again(seq, stored, differs);
        } else if (differs) {
            view.deviate(seq, stored);
        }
        view.add(seq);
        place(seq, stored.clientMessageId());
    }

    @Nullable
    Stored at(long seq) {
        return entries.get(seq);
    }

    long head() {
        return head;
    }

    /// Where the message is; 0 when nowhere.
    long placeOf(String clientMessageId) {
        return places.getOrDefault(clientMessageId, 0L);
    }

    /// Whether any view has the message at this seq.
    boolean has(long seq, String clientMessageId) {
        return placeOf(clientMessageId) == seq
                || morePlaces.getOrDefault(clientMessageId, Set.of()).contains(seq);
    }

    /// Seqs that one view has twice, with what it says there the second time.
    Map<Long, List<Stored>> conflicts() {
        return conflicts;
    }

    /// Messages that one view lists twice under one seq.
    Map<String, Stored> repeated() {
        return repeated;
    }

    /// Messages that were seen in more than one place, though perhaps not in one view.
    Set<String> wanderers() {
        return morePlaces.keySet();
    }

    /// The places where this view has the message.
    List<Long> placesIn(View view, String clientMessageId) {
        Set<Long> candidates = new TreeSet<>(morePlaces.getOrDefault(clientMessageId, Set.of()));
        candidates.add(placeOf(clientMessageId));
        return candidates.stream()
                .filter(seq -> view.has(seq) && says(view, seq, clientMessageId))
                .toList();
    }

    private boolean says(View view, long seq, String clientMessageId) {
        Stored stored = view.deviations().getOrDefault(seq, entries.get(seq));
        return stored != null && stored.clientMessageId().equals(clientMessageId);
    }

    private void again(long seq, Stored stored, boolean differs) {
        if (differs) {
            conflicts.computeIfAbsent(seq, key -> new ArrayList<>()).add(stored);
        } else {
            repeated.putIfAbsent(stored.clientMessageId(), stored);
        }
    }

    private void place(long seq, String clientMessageId) {
        if (clientMessageId.isEmpty()) {
            return;
        }
        Long known = places.putIfAbsent(clientMessageId, seq);
        if (known != null && known != seq) {
            morePlaces.computeIfAbsent(clientMessageId, key -> new TreeSet<>()).add(seq);
        }
    }
}
