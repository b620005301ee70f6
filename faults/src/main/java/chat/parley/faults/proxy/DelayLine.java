package chat.parley.faults.proxy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The bytes under way in one direction of one connection, in order.
///
/// At most [#LIMIT] bytes and one read more; when full, `put` waits, nobody reads from the sender, and TCP makes the
/// sender wait too.
final class DelayLine {
    static final int LIMIT = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Parcel> parcels = new ArrayDeque<>();
    private int bytes;
    private boolean closed;

    void put(Parcel parcel) throws InterruptedException {
        lock.lock();
        try {
            while (bytes >= LIMIT && !closed) {
                changed.await();
            }
            if (!closed) {
                parcels.add(parcel);
                bytes += parcel.size();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The oldest parcel, when it is due; null when closed.
    @Nullable
    Parcel take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                Parcel first = parcels.peek();
                if (first == null) {
                    changed.await();
                    continue;
                }
                long left = first.due() - System.nanoTime();
                if (left <= 0) {
                    return remove(first);
                }
                changed.awaitNanos(left);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// From now on parcels are thrown away.
    void close() {
        lock.lock();
        try {
            closed = true;
            parcels.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Parcel remove(Parcel first) {
        parcels.remove();
        bytes -= first.size();
        changed.signalAll();
        return first;
    }
}
