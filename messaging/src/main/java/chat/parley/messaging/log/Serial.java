package chat.parley.messaging.log;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs steps one after the other, on whatever thread brings one while no other is running. Nobody waits for a lock.
///
/// The number of steps is bounded by those who call: pending appends, batches on their way, one store operation.
final class Serial {
    private static final Logger LOG = LoggerFactory.getLogger(Serial.class);

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
                carryOut(next);
            }
        } while (waiting.decrementAndGet() != 0);
    }

    /// A step that throws is a defect; without this, it would be the last one of its conversation.
    private static void carryOut(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error defect) {
            LOG.error("A step of a conversation's log failed", defect);
        }
    }
}
