package chat.parley.faults.checker;

import chat.parley.faults.history.Event;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// What each device has shown of each conversation, one bit per entry.
final class Shown {
    private final Map<On, BitSet> seqs = new HashMap<>();

    /// Whether it is new to the device.
    boolean add(Event entry) {
        BitSet known = seqs.computeIfAbsent(On.deviceOf(entry), on -> new BitSet());
        int seq = Math.toIntExact(entry.seq());
        boolean isNew = !known.get(seq);
        known.set(seq);
        return isNew;
    }

    /// The device was told to load the conversation anew.
    void forget(Event resync) {
        seqs.remove(On.deviceOf(resync));
    }
}
