package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// One final read of one conversation by one reader, or one audit of the store.
final class View {
    private final String user;
    private final boolean audit;
    private final long begunLine;
    private final BitSet seqs = new BitSet();
    private final Map<Long, Stored> deviations = new HashMap<>();
    private long endLine;

    View(long line, Event invoke) {
        user = invoke.user();
        audit = invoke.f() == Act.STORE_AUDIT;
        begunLine = line;
    }

    void add(long seq) {
        seqs.set(Math.toIntExact(seq));
    }

    void complete(long line) {
        endLine = line;
    }

    /// Here the view says something else than the final log.
    void deviate(long seq, Stored stored) {
        deviations.put(seq, stored);
    }

    Map<Long, Stored> deviations() {
        return deviations;
    }

    boolean has(long seq) {
        return seqs.get(Math.toIntExact(seq));
    }

    long head() {
        return seqs.length() - 1L;
    }

    boolean isAudit() {
        return audit;
    }

    /// Whether the view must hold this entry.
    boolean owes(long seq, Members members) {
        return audit || members.isOwed(user, seq);
    }

    long begunLine() {
        return begunLine;
    }

    long endLine() {
        return endLine;
    }
}
