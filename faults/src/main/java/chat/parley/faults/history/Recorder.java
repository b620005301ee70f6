package chat.parley.faults.history;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/// Writes a history to a file.
///
/// Thread-safe; lines are in the order of their times, which come from one monotonic clock. Holds 64 KiB in memory
/// whatever the length. Past its limit of lines every further one is refused with [IllegalStateException]: a history
/// that misses lines proves nothing.
public final class Recorder implements AutoCloseable {
    /// Lines in a file, where nothing else is said.
    public static final long LINES = 5_000_000;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final EventWriter writer;
    private final Path file;
    private final long limit;
    private final long start = System.nanoTime();
    private long lines;

    private Recorder(Path file, long limit) throws IOException {
        this.file = file;
        this.limit = limit;
        this.writer = new EventWriter(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    }

    /// Begins a history; a file that exists is replaced.
    public static Recorder to(Path file) {
        return to(file, LINES);
    }

    /// The same with another limit of lines.
    public static Recorder to(Path file, long limit) {
        try {
            return new Recorder(file, limit);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a history to " + file, e);
        }
    }

    /// The pen of one client; see the package for how clients are named.
    public Witness client(String name) {
        return new Witness(name, this);
    }

    /// Writes a line with the present time.
    public void add(Event event) {
        lock.lock();
        try {
            if (lines >= limit) {
                throw new IllegalStateException("The history " + file + " is full: " + limit + " lines");
            }
            lines++;
            writer.write(event.stamped(System.nanoTime() - start));
        } finally {
            lock.unlock();
        }
    }

    /// Everything recorded until now, on disk; recording may go on.
    public History history() {
        lock.lock();
        try {
            writer.flush();
        } finally {
            lock.unlock();
        }
        return History.in(file);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            writer.close();
        } finally {
            lock.unlock();
        }
    }
}
