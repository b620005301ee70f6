package chat.parley.messaging.log;

import java.util.List;

/// When to read on for entries that were missed: while some are known to exist, and, since a check of heads tells only
/// that there is one more, after each full page. Inside [Serial] only.
final class LogCatchUp {
    /// Pages that one round reads beyond what is known to exist, so that waiting sends and other conversations get
    /// their turn. Where that was not enough, the next check of heads begins another round.
    static final int PAGES_PER_ROUND = 20;

    private static final int MAX_FRUITLESS = 20;

    private final LogTip tip;
    private int pagesLeft;
    private boolean readOn;
    private int fruitless;

    LogCatchUp(LogTip tip) {
        this.tip = tip;
    }

    /// This entry exists, and nobody knows how many follow it.
    void existsAtLeast(long seq) {
        tip.reach(seq);
        pagesLeft = PAGES_PER_ROUND;
    }

    /// These were read and applied by somebody else; more may follow a full page.
    void applied(List<StoredEntry> page) {
        pagesLeft = PAGES_PER_ROUND;
        turnOver(page);
    }

    boolean isDue() {
        return tip.isBehind() || readOn;
    }

    /// Applies a page behind the head. True when it lacks what is known to exist: wait before reading again.
    boolean lacks(List<StoredEntry> page) {
        turnOver(page);
        long before = tip.headSeq();
        tip.apply(page, false);
        if (tip.headSeq() > before || !tip.isBehind()) {
            fruitless = 0;
            return false;
        }
        if (++fruitless > MAX_FRUITLESS) {
            giveUp(); // a wrong hint; the heads check finds what there is
        }
        return fruitless > 0;
    }

    /// Stops looking, until something is known to exist again.
    void giveUp() {
        fruitless = 0;
        pagesLeft = 0;
        readOn = false;
        tip.giveUpTarget();
    }

    private void turnOver(List<StoredEntry> page) {
        pagesLeft = page.size() < LogStore.PAGE ? 0 : Math.max(0, pagesLeft - 1);
        readOn = pagesLeft > 0;
    }
}
