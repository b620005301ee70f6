package chat.parley.faults.checker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One person's comings and goings in one conversation.
final class Membership {
    private final List<Change> changes = new ArrayList<>();

    void add(Change change) {
        changes.add(change);
        changes.sort(Comparator.comparingLong(Change::seq));
    }

    /// Whether the entry falls into a time as a member, the notice of the removal included.
    boolean covers(long seq) {
        Change last = lastBefore(seq);
        return last != null && (last.joined() || last.seq() == seq);
    }

    /// Whether the person was a member when the entry was written, and is therefore owed it live.
    boolean isMemberAt(long seq) {
        Change last = lastBefore(seq);
        return last != null && last.joined();
    }

    /// Whether, at the end, the person is a member and may ask for this entry.
    boolean isOwed(long seq) {
        Change last = changes.getLast();
        return last.joined() && seq >= last.seq();
    }

    /// The change in force at this entry; null before the first.
    @Nullable
    Change lastBefore(long seq) {
        Change last = null;
        for (Change change : changes) {
            if (change.seq() <= seq) {
                last = change;
            }
        }
        return last;
    }

    /// @param joined else removed
    /// @param seq of the notice
    /// @param t when it was acknowledged, in nanoseconds
    record Change(boolean joined, long seq, long t, long line) {}
}
