package chat.parley.cli.load;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one receiver has of one conversation, and whether it came as promised. For one thread at a time.
///
/// Live entries come in order of seq on a connection, each once. Besides them come answers: one to the cursor of a new
/// connection that lacked something, one to each `resume`. An answer may repeat what came live, and what it holds may
/// come
/// live once more, since the server subscribes first and reads then. Whatever else comes again or behind is an error of
/// the server's.
final class Ledger {
    /// Entries that are remembered beyond a gap; those further on come again when the gap is filled.
    private static final int WINDOW = 4_096;

    private static final long UNTOLD = -1;
    private static final long ANSWER_NANOS = Duration.ofSeconds(5).toNanos();

    private long cursor = UNTOLD;
    private long head;
    private long @Nullable [] beyond;
    private long live;
    private long answeredUpTo;
    private boolean syncing;
    private int asked;
    private long askedAt;
    private long answerBegins;
    private boolean isAnswer;

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
        }
        head = Math.max(head, seq);
        if (syncing) {
            syncing = false;
            asked = seq + 1 == answerBegins ? 0 : 1;
            askedAt = now;
        }
    }

    /// A new connection: the server goes on behind [#cursor]. What came over the last one may come once more.
    void connected() {
        live = 0;
        answeredUpTo = cursor;
        answerBegins = cursor + 1;
        asked = 0;
        syncing = cursor != UNTOLD;
    }

    /// A frame of entries begins.
    void frame(long first) {
        isAnswer = asked > 0 && (first == answerBegins || first <= live);
    }

    /// The next entry of the frame.
    Verdict entry(long seq) {
        boolean had = has(seq);
        boolean inTurn = isAnswer || seq > live;
        boolean mayRepeat = isAnswer || seq <= answeredUpTo;
        if (isAnswer) {
            answeredUpTo = Math.max(answeredUpTo, seq);
        } else {
            live = Math.max(live, seq);
        }
        head = Math.max(head, seq);
        if (!had) {
            accept(seq);
            return inTurn ? Verdict.NEW : Verdict.DISORDERED;
        }
        return inTurn && mayRepeat ? Verdict.REPEATED : Verdict.DOUBLED;
    }

    /// The frame is over.
    void frameEnded() {
        if (isAnswer) {
            answered();
        }
    }

    /// An answer came that held nothing, or a refusal.
    void answered() {
        asked = Math.max(0, asked - 1);
        isAnswer = false;
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
    boolean asks(long now) {
        boolean waits = syncing || (asked > 0 && now - askedAt < ANSWER_NANOS);
        boolean asks = begun() && cursor < head && !waits;
        if (asks) {
            asked++;
            askedAt = now;
            answerBegins = cursor + 1;
        }
        return asks;
    }

    /// The next question need not wait for the answer to the last one.
    void hurry(long now) {
        askedAt = now - ANSWER_NANOS;
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
