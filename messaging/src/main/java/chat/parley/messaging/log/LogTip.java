package chat.parley.messaging.log;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What this node has applied of a log: the head, the roster as of the head where it was needed, and how far the log is
/// known to go. The only place that moves the head, one entry after the other. Inside [Serial] only.
final class LogTip {
    private final LogParts parts;
    private final ChatId chatId;
    private volatile @Nullable Head head;
    private @Nullable Roster roster;
    private long target;

    LogTip(ChatId chatId, LogParts parts) {
        this.chatId = chatId;
        this.parts = parts;
    }

    /// Readable from any thread.
    Optional<Head> head() {
        return Optional.ofNullable(head);
    }

    /// Present only when it is as of the head.
    Optional<Roster> roster() {
        return Optional.ofNullable(roster);
    }

    /// The next append loads it again, which also completes its projection.
    void forgetRoster() {
        roster = null;
    }

    /// Starts behind this entry, unless it was started before.
    void startAt(Head known) {
        if (head == null) {
            head = known;
        }
        reach(known.seq());
    }

    /// Takes the roster if nothing was applied since; else false, and it has to be read again.
    boolean open(RosterRepair.Loaded loaded) {
        startAt(loaded.head());
        if (headSeq() > loaded.head().seq()) {
            return false;
        }
        roster = loaded.roster();
        return true;
    }

    /// An entry with this seq exists.
    void reach(long seq) {
        target = Math.max(target, seq);
    }

    /// Stops looking for entries that do not show up.
    void giveUpTarget() {
        target = 0;
    }

    /// Whether entries are known to exist that were not applied.
    boolean isBehind() {
        return head != null && target > headSeq();
    }

    long headSeq() {
        Head known = head;
        return known == null ? 0 : known.seq();
    }

    /// Takes a batch of another node when it follows; else notes that something is missing.
    void take(Batch batch) {
        if (head == null || batch.lastSeq() <= headSeq()) {
            return;
        }
        if (batch.firstSeq() == headSeq() + 1) {
            advance(batch, false);
        } else {
            reach(batch.lastSeq());
        }
    }

    /// Applies what is new among consecutive entries.
    ///
    /// @param own whether other nodes have to be told
    void apply(List<StoredEntry> entries, boolean own) {
        List<LogEntry> fresh = entries.stream()
                .map(StoredEntry::entry)
                .filter(entry -> entry.seq() > headSeq())
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        if (fresh.getFirst().seq() == headSeq() + 1) {
            startAt(new Head(chatId, 0, 0));
            parts.encoder().encode(fresh).forEach(batch -> advance(batch, own));
        } else {
            reach(fresh.getLast().seq());
        }
    }

    private void advance(Batch batch, boolean own) {
        head = batch.head();
        Roster known = roster;
        if (known != null) {
            for (LogEntry.Notice notice : batch.notices()) {
                known = known.after(notice);
            }
            roster = known;
        }
        parts.listener().applied(batch, own);
    }
}
