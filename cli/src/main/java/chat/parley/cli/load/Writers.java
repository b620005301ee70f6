package chat.parley.cli.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/// Lets people write, from [#start] to [#stop].
sealed interface Writers {
    void start();

    void stop();

    /// Messages fall due by the clock, whether or not those before were answered. One thread watches the clock.
    final class OpenLoop implements Writers {
        private static final long STOP_MS = 1_000;

        private final List<Room> rooms;
        private final Arrivals arrivals;
        private final double rate;
        private final DoubleSupplier random;
        private final Thread thread;
        private volatile boolean stopped;

        OpenLoop(List<Room> rooms, Arrivals arrivals, double rate, DoubleSupplier random) {
            this.rooms = rooms;
            this.arrivals = arrivals;
            this.rate = rate;
            this.random = random;
            this.thread = Thread.ofPlatform().name("load-clock").daemon().unstarted(this::write);
        }

        @Override
        public void start() {
            thread.start();
        }

        @Override
        public void stop() {
            stopped = true;
            LockSupport.unpark(thread);
            try {
                boolean unused = thread.join(Duration.ofMillis(STOP_MS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void write() {
            long due = System.nanoTime();
            for (int next = 0; !stopped; next = (next + 1) % rooms.size()) {
                await(due);
                rooms.get(next).send(due);
                due += arrivals.gapNanos(rate, random);
            }
        }

        private void await(long due) {
            for (long left = due - System.nanoTime(); left > 0 && !stopped; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /// Each room always has so many sends without an answer; an answer, and perhaps some thinking, lets the next one
    /// go.
    final class ClosedLoop implements Writers {
        private final List<Room> rooms;
        private final int outstanding;
        private final long thinkMs;
        private final Run run;
        private volatile boolean stopped;

        ClosedLoop(List<Room> rooms, int outstanding, long thinkMs, Run run) {
            this.rooms = rooms;
            this.outstanding = outstanding;
            this.thinkMs = thinkMs;
            this.run = run;
        }

        @Override
        public void start() {
            for (Room room : rooms) {
                room.afterAnswer(retryAfterMs -> next(room, retryAfterMs));
                for (int i = 0; i < outstanding; i++) {
                    next(room, 0);
                }
            }
        }

        @Override
        public void stop() {
            stopped = true;
        }

        /// On another thread: whoever had the answer holds a lock.
        private void next(Room room, long retryAfterMs) {
            if (!stopped) {
                run.later(Math.max(thinkMs, retryAfterMs), () -> send(room));
            }
        }

        private void send(Room room) {
            if (!stopped) {
                room.send(System.nanoTime());
            }
        }
    }
}
