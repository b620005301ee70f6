package chat.parley.faults.proxy;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Counts, and lets others wait for a count.
final class Tally {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private LinkCounts counts = new LinkCounts(0, 0, 0, 0, 0);

    void accepted() {
        change(c -> new LinkCounts(c.accepted() + 1, c.open() + 1, c.cut(), c.bytesToTarget(), c.bytesToClient()));
    }

    void ended() {
        change(c -> new LinkCounts(c.accepted(), c.open() - 1, c.cut(), c.bytesToTarget(), c.bytesToClient()));
    }

    void cut() {
        change(c -> new LinkCounts(c.accepted(), c.open(), c.cut() + 1, c.bytesToTarget(), c.bytesToClient()));
    }

    void passed(Direction direction, int bytes) {
        long out = direction == Direction.TO_TARGET ? bytes : 0;
        long back = bytes - out;
        change(c -> new LinkCounts(c.accepted(), c.open(), c.cut(), c.bytesToTarget() + out, c.bytesToClient() + back));
    }

    LinkCounts counts() {
        lock.lock();
        try {
            return counts;
        } finally {
            lock.unlock();
        }
    }

    boolean await(Predicate<LinkCounts> expected, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!expected.test(counts)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void change(UnaryOperator<LinkCounts> change) {
        lock.lock();
        try {
            counts = change.apply(counts);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
