package chat.parley.faults.proxy;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// The conditions that all connections of a link share, and the place where they wait for better ones.
final class Weather {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Conditions now = Conditions.CLEAR;

    Conditions now() {
        return now;
    }

    void change(UnaryOperator<Conditions> change) {
        lock.lock();
        try {
            now = change.apply(now);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets everybody who waits look again, after a connection's own state changed.
    void stir() {
        change(UnaryOperator.identity());
    }

    void await(BooleanSupplier condition) throws InterruptedException {
        if (condition.getAsBoolean()) {
            return;
        }
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
