package chat.parley.messaging.log;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs steps one after the other, on whatever thread brings one while no other is running. Nobody waits for a lock.
///
/// The number of steps is bounded by those who call: pending appends, batches on their way, one store operation.
final class Serial {
    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /// Runs the step now, or after those that are running. Steps must not block and must not throw.
    void run(Runnable step) {
        steps.add(step);
        if (waiting.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        do {
            Runnable next = steps.poll();
            if (next != null) {
                next.run();
            }
        } while (waiting.decrementAndGet() != 0);
    }
}
