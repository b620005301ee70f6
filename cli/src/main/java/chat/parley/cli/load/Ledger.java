package chat.parley.cli.load;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one receiver has of one conversation, and whether it came as promised: every seq once on a connection, in
/// order, but for what the receiver itself asked for. For one thread at a time.
///
/// A frame may begin behind the newest entry only as an answer: to the cursor of a new connection, or to a `resume`.
/// Each
/// `resume` is answered once; what comes behind beyond that is an error of the server's.
final class Ledger {
    /// Entries that are remembered beyond a gap; those further on come again when the gap is filled.
    private static final int WINDOW = 4_096;

    private static final long UNTOLD = -1;
    private static final long ANSWER_NANOS = Duration.ofSeconds(5).toNanos();

    private long cursor = UNTOLD;
    private long newest;
    private long head;
    private long @Nullable [] beyond;
    private boolean syncing;
    private int asked;
    private long askedAt;
    private long resumedFrom;
    private boolean frameAnswers;
    private boolean frameAllowed;

    /// What to think of an entry.
    enum Verdict {
        /// The first time, in its place.
        NEW,
        /// Again, because it was asked for: shown once all the same.
        REPEATED,
        /// Again, without having been asked for.
        DOUBLED,
        /// The first time, but behind a later one.
        DISORDERED
    }

    /// Heads came. The first one is where this receiver begins to count; on a later connection they say whether the
    /// cursor lacked something, and so will be answered.
    void heads(long seq, long now) {
        if (cursor == UNTOLD) {
            cursor = seq;
            newest = seq;
        }
        head = Math.max(head, seq);
        if (syncing) {
            syncing = false;
            asked = seq == resumedFrom ? 0 : 1;
            askedAt = now;
        }
    }

    /// A new connection: the server goes on behind [#cursor].
    void connected() {
        newest = Math.max(cursor, 0);
        resumedFrom = newest;
        asked = 0;
        syncing = cursor != UNTOLD;
    }

    /// A frame of entries begins.
    void frame(long first, long now) {
        frameAnswers = first <= newest || first == resumedFrom + 1;
        frameAllowed = syncing || isAsked(now);
    }

    /// The next entry of the frame.
    Verdict entry(long seq) {
        boolean behind = seq <= newest;
        newest = Math.max(newest, seq);
        head = Math.max(head, seq);
        if (has(seq)) {
            return frameAllowed ? Verdict.REPEATED : Verdict.DOUBLED;
        }
        accept(seq);
        return behind && !frameAllowed ? Verdict.DISORDERED : Verdict.NEW;
    }

    /// The frame is over.
    void frameEnded() {
        if (!syncing && asked > 0 && frameAnswers) {
            asked--;
            resumedFrom = UNTOLD;
        }
    }

    /// The last entry before which none is missing: the cursor to resume from.
    long cursor() {
        return cursor;
    }

    /// Whether it began to count.
    boolean begun() {
        return cursor != UNTOLD;
    }

    /// Whether to ask for what follows [#cursor] now; then it counts as asked.
    ///
    /// @param more the server said that there is more
    boolean asks(boolean more, long now) {
        boolean asks = begun() && cursor < head && !isAsked(now) && (more || !syncing);
        if (asks) {
            asked++;
            askedAt = now;
        }
        return asks;
    }

    /// Asks again, whatever was asked before: at the end of a run, or when an answer was refused.
    void askAgain() {
        asked = 0;
        syncing = false;
    }

    /// How many of the entries up to `last` are missing.
    long missing(long last) {
        long missing = 0;
        for (long seq = Math.max(cursor, 0) + 1; seq <= last; seq++) {
            missing += has(seq) ? 0 : 1;
        }
        return missing;
    }

    private boolean isAsked(long now) {
        return asked > 0 && now - askedAt < ANSWER_NANOS;
    }

    private boolean has(long seq) {
        return seq <= cursor || (beyond != null && seq <= cursor + WINDOW && isMarked(beyond, seq));
    }

    private void accept(long seq) {
        if (seq == cursor + 1) {
            cursor = seq;
            advance();
        } else if (seq <= cursor + WINDOW) {
            mark(seq);
        }
    }

    private void advance() {
        long[] marks = beyond;
        if (marks == null) {
            return;
        }
        clear(marks, cursor);
        while (isMarked(marks, cursor + 1)) {
            cursor++;
            clear(marks, cursor);
        }
    }

    private void mark(long seq) {
        long[] marks = beyond == null ? new long[WINDOW / Long.SIZE] : beyond;
        marks[word(seq)] |= bit(seq);
        beyond = marks;
    }

    private static boolean isMarked(long[] marks, long seq) {
        return (marks[word(seq)] & bit(seq)) != 0;
    }

    private static void clear(long[] marks, long seq) {
        marks[word(seq)] &= ~bit(seq);
    }

    private static int word(long seq) {
        return (int) (seq % WINDOW) / Long.SIZE;
    }

    private static long bit(long seq) {
        return 1L << (seq % Long.SIZE);
    }
}
