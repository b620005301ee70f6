package chat.parley.cli.load;

import java.util.BitSet;

/// What became of the messages of one room, by their numbers: what was answered against what the log holds, as one
/// member sees it. Safe from any thread.
final class RoomBook {
    private final BitSet acknowledged = new BitSet();
    private final BitSet refused = new BitSet();
    private final BitSet stored = new BitSet();
    private int storedTwice;
    private long head;

    synchronized void acknowledged(int number, long seq) {
        acknowledged.set(number);
        head = Math.max(head, seq);
    }

    synchronized void refused(int number) {
        refused.set(number);
    }

    /// An entry of the log, each once.
    synchronized void stored(int number) {
        if (stored.get(number)) {
            storedTwice++;
        }
        stored.set(number);
    }

    /// The newest seq that an ack named.
    synchronized long head() {
        return head;
    }

    /// Acknowledged, and not in the log.
    synchronized int lost() {
        BitSet lost = (BitSet) acknowledged.clone();
        lost.andNot(stored);
        return lost.cardinality();
    }

    /// Stored under more than one seq.
    synchronized int storedTwice() {
        return storedTwice;
    }

    /// Refused for good, and in the log all the same.
    synchronized int refusedAndStored() {
        BitSet both = (BitSet) refused.clone();
        both.and(stored);
        return both.cardinality();
    }
}
