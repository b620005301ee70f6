package chat.parley.cli.talk;

import chat.parley.protocol.chat.LogEntry;
import java.util.ArrayList;
import java.util.List;

/// Makes one gapless line of what comes live, after a cut, and on request: each entry once, in order of seq, none left
/// out. What lies behind a gap is let go; it comes again when the gap is asked for. For one thread at a time.
final class Splice {
    private long shown;
    private long known;
    private long asked = -1;

    /// @param shown the last entry that is not wanted any more
    Splice(long shown) {
        this.shown = shown;
        this.known = shown;
    }

    /// The last entry shown: the cursor to resume from.
    long shown() {
        return shown;
    }

    /// Those of these entries that are next.
    List<LogEntry> take(List<LogEntry> entries) {
        List<LogEntry> next = new ArrayList<>();
        for (LogEntry entry : entries) {
            known = Math.max(known, entry.seq());
            if (entry.seq() == shown + 1) {
                shown = entry.seq();
                next.add(entry);
            }
        }
        return next;
    }

    /// The log goes this far, as somebody said.
    void head(long seq) {
        known = Math.max(known, seq);
    }

    /// Whether to ask for what follows [#shown], once for each place.
    boolean asks() {
        boolean asks = shown < known && asked != shown;
        asked = asks ? shown : asked;
        return asks;
    }

    /// What was asked before may never be answered.
    void forgetAsked() {
        asked = -1;
    }
}
