package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who belongs to one conversation. Where nobody was ever recorded to join, everybody belongs.
final class Members {
    private final Map<String, Membership> byUser = new HashMap<>();

    void see(long line, Event event) {
        Membership membership = byUser.computeIfAbsent(event.user(), user -> new Membership());
        membership.add(new Membership.Change(event.f() == Act.JOINED, event.seq(), event.t(), line));
    }

    boolean isOpenToAll() {
        return byUser.isEmpty();
    }

    @Nullable
    Membership of(String user) {
        return byUser.get(user);
    }

    boolean covers(String user, long seq) {
        Membership membership = byUser.get(user);
        return isOpenToAll() || (membership != null && membership.covers(seq));
    }

    boolean isMemberAt(String user, long seq) {
        Membership membership = byUser.get(user);
        return isOpenToAll() || (membership != null && membership.isMemberAt(seq));
    }

    boolean isOwed(String user, long seq) {
        Membership membership = byUser.get(user);
        return isOpenToAll() || (membership != null && membership.isOwed(seq));
    }

    /// The first entry that anybody may see.
    long firstSeq() {
        return byUser.values().stream()
                .map(membership -> membership.lastBefore(Long.MAX_VALUE))
                .mapToLong(last -> last == null ? 1 : firstOf(last))
                .min()
                .orElse(1);
    }

    private static long firstOf(Membership.Change last) {
        return last.joined() ? last.seq() : Long.MAX_VALUE;
    }
}
