package chat.parley.faults.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// One conversation on the server's side: an insert allocates the seq, a unique index makes repeats harmless. Unless a
/// defect says otherwise.
final class SimulatedLog {
    private static final long BLOCK = 10_000;

    private final String name;
    private final Set<Defect> defects;
    private final Random random;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> index = new HashMap<>();
    private final Map<String, Long> members = new HashMap<>();
    private final Map<String, Long> cache = new HashMap<>();
    private final Map<String, Long> marks = new HashMap<>();
    private long counter;
    private long otherBlock = BLOCK;

    SimulatedLog(String name, Set<Defect> defects, Random random) {
        this.name = name;
        this.defects = defects;
        this.random = random;
    }

    String name() {
        return name;
    }

    /// The entry, new or as stored before.
    Entry insert(String message) {
        Entry known = message.isEmpty() ? null : index.get(message);
        if (known != null && defects.contains(Defect.ANSWER_REPEATS_WITHOUT_LOOKING)) {
            return new Entry(counter + 1, message);
        }
        if (known != null && !defects.contains(Defect.NO_UNIQUE_INDEX)) {
            return known;
        }
        Entry entry = new Entry(allocate(), message);
        entries.add(entry);
        index.put(message, entry);
        return entry;
    }

    boolean holds(String message) {
        return index.containsKey(message);
    }

    Entry join(String user) {
        Entry notice = insert("");
        members.put(user, notice.seq());
        cache.put(user, notice.seq());
        marks.put(user, notice.seq());
        return notice;
    }

    Entry remove(String user) {
        members.remove(user);
        return insert("");
    }

    boolean hasMember(String user) {
        return members.containsKey(user);
    }

    List<String> members() {
        return members.keySet().stream().sorted().toList();
    }

    List<Entry> all() {
        return entries;
    }

    /// What the member may read behind `after`, in order.
    List<Entry> after(String user, long after) {
        Map<String, Long> joined = defects.contains(Defect.MEMBERSHIP_FROM_A_CACHE) ? cache : members;
        long from = Math.max(after + 1, joined.getOrDefault(user, Long.MAX_VALUE));
        return entries.stream().filter(entry -> entry.seq() >= from).toList();
    }

    long head() {
        return entries.isEmpty() ? 0 : entries.getLast().seq();
    }

    void read(String user, long upTo) {
        if (defects.contains(Defect.READ_UP_TO_HEAD)) {
            marks.put(user, head());
        } else if (defects.contains(Defect.READ_WITH_PLAIN_SET)) {
            marks.put(user, upTo);
        } else {
            marks.merge(user, upTo, Math::max);
        }
    }

    long mark(String user) {
        return marks.getOrDefault(user, 0L);
    }

    /// The clocks of the nodes differ, and the order is by time.
    void sortByTime() {
        for (int i = 1; i + 1 < entries.size(); i += 2) {
            Entry one = entries.get(i);
            Entry other = entries.get(i + 1);
            entries.set(i, new Entry(one.seq(), other.message()));
            entries.set(i + 1, new Entry(other.seq(), one.message()));
        }
    }

    private long allocate() {
        if (defects.contains(Defect.BLOCKS_OF_SEQS_PER_NODE) && random.nextBoolean()) {
            return ++otherBlock;
        }
        boolean unlucky = random.nextInt(20) == 0 && counter > 1;
        if (unlucky && defects.contains(Defect.COUNTER_WITH_LOST_UPDATE)) {
            return counter;
        }
        counter += unlucky && defects.contains(Defect.COUNTER_BEFORE_INSERT) ? 2 : 1;
        return counter;
    }

    /// @param message empty for a notice
    record Entry(long seq, String message) {}
}
