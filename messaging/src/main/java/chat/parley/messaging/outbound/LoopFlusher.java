package chat.parley.messaging.outbound;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// One task for an event loop and everything that is to be written there.
///
/// A quiet loop writes at once. When the last round had several frames for one channel there is a backlog: then the
/// next
/// round waits until the linger is over, since the frames that come meanwhile share its system calls.
final class LoopFlusher implements Runnable {
    /// Channels written to in one round; then the loop may read, too.
    private static final int ROUND = 4_096;

    private final EventLoop loop;
    private final long lingerNanos;
    private final Queue<ChannelQueue> dirty = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile boolean backlog;
    private volatile long lastRound;

    LoopFlusher(EventLoop loop, long lingerNanos) {
        this.loop = loop;
        this.lingerNanos = lingerNanos;
        lastRound = System.nanoTime() - lingerNanos;
    }

    /// This channel has something to write.
    void add(ChannelQueue queue) {
        dirty.add(queue);
        if (due.compareAndSet(false, true)) {
            schedule();
        }
    }

    @Override
    public void run() {
        lastRound = System.nanoTime();
        due.set(false);
        int channels = 0;
        int frames = 0;
        for (ChannelQueue queue = dirty.poll(); queue != null; queue = channels < ROUND ? dirty.poll() : null) {
            frames += queue.flush();
            channels++;
        }
        backlog = frames > channels;
        if (channels == ROUND && due.compareAndSet(false, true)) {
            loop.execute(this);
        }
    }

    private void schedule() {
        long wait = backlog ? lastRound + lingerNanos - System.nanoTime() : 0;
        if (wait > 0) {
            Future<?> unused = loop.schedule(this, wait, TimeUnit.NANOSECONDS);
        } else {
            loop.execute(this);
        }
    }
}
