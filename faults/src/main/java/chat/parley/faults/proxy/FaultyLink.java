package chat.parley.faults.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A TCP link to one address through a free loopback port, which misbehaves on command.
///
/// Every command takes effect at once, for connections that exist and for new ones where nothing else is said, and
/// lasts
/// until [#heal()]; different faults add up, a repeated one replaces the one before. All methods may be called from any
/// thread. Bytes keep their order whatever the fault; at most 1 MiB and what the kernel's buffers hold are under way
/// per
/// direction of a connection, then the sender has to wait. At most 10,000 connections, further ones are reset.
public final class FaultyLink implements AutoCloseable {
    private static final int MAX_OPEN = 10_000;
    private static final Duration END_WITHIN = Duration.ofSeconds(10);

    private final InetSocketAddress target;
    private final long seed;
    private final Weather weather = new Weather();
    private final Tally tally = new Tally();
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Door door = new Door();
    private CompletableFuture<Void> accepting;
    private volatile boolean closing;

    private FaultyLink(InetSocketAddress target, long seed) throws IOException {
        this.target = target;
        this.seed = seed;
        this.accepting = acceptInBackground();
    }

    /// Opens a link.
    ///
    /// @param seed decides the jitter: the same seed and the same reads give the same delays
    public static FaultyLink to(InetSocketAddress target, long seed) {
        try {
            return new FaultyLink(target, seed);
        } catch (IOException e) {
            throw new UncheckedIOException("No port for a link", e);
        }
    }

    /// Opens a link to a port of this machine, with seed 1.
    public static FaultyLink toLocalPort(int port) {
        return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
    }

    /// Where clients connect, on the loopback address; stays the same until the end.
    public int port() {
        return door.port();
    }

    /// Each byte arrives so much later, plus a random part of `jitter`; what is under way keeps its time.
    public void delay(Duration delay, Duration jitter) {
        weather.change(now -> now.delayed(delay, jitter));
    }

    /// At most so many bytes (from 1) in one write, with a pause between two.
    public void slice(int bytes, Duration pause) {
        weather.change(now -> now.sliced(bytes, pause));
    }

    /// Ends each connection, present and future, after exactly so many more bytes went in that direction, wherever in a
    /// frame that is; with 0, in place of the next byte.
    public void cutAfter(Direction direction, long bytes, Ending ending) {
        Cut cut = new Cut(bytes, ending);
        weather.change(now -> now.cutting(direction, cut));
    }

    /// Nothing arrives in that direction, neither bytes nor ends nor new connections. As TCP would send them again,
    /// they arrive after [#heal()].
    public void drop(Direction direction) {
        weather.change(now -> now.dropping(direction));
    }

    /// Both directions dropped. A new connection seems to be made, because the kernel answers it, and hears nothing.
    public void partition() {
        drop(Direction.TO_TARGET);
        drop(Direction.TO_CLIENT);
    }

    /// For each peer of a connection of now the other is gone without a word: nothing passes any more, and neither
    /// hears
    /// of an end, not even after [#heal()]; only [#kill()] and [#close()] end it. New connections are healthy.
    public void halfOpen() {
        passages.forEach(Passage::forget);
        weather.stir();
    }

    /// New connections are refused; those that exist go on.
    public synchronized void refuse() {
        try {
            if (!door.isShut()) {
                door.shut();
                // While somebody still accepts, the kernel keeps the listener.
                accepting.join();
                door.hold();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The port is lost", e);
        }
    }

    /// Resets all connections of now, half-open ones among them; new ones are welcome.
    public void kill() {
        passages.forEach(passage -> passage.cut(Ending.RESET));
    }

    /// Ends every fault, except for connections that are half-open.
    public void heal() {
        weather.change(now -> Conditions.CLEAR);
        reopen();
    }

    /// What went through until now.
    public LinkCounts counts() {
        return tally.counts();
    }

    /// Waits until the counts are as expected; false when they are not within that time.
    public boolean await(Predicate<LinkCounts> expected, Duration atMost) throws InterruptedException {
        return tally.await(expected, atMost);
    }

    /// Resets all connections, frees the port, and waits (10 s at most) until all threads have ended.
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            closing = true;
            passages.forEach(passage -> passage.end(Ending.RESET));
            endThreads();
        }
    }

    private synchronized void reopen() {
        try {
            if (door.isShut() && !closing) {
                door.open();
                accepting = acceptInBackground();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The port is lost", e);
        }
    }

    private CompletableFuture<Void> acceptInBackground() {
        ServerSocket listener = door.listener();
        return CompletableFuture.runAsync(() -> acceptAll(listener), threads);
    }

    private void acceptAll(ServerSocket listener) {
        try {
            while (!listener.isClosed()) {
                enter(listener.accept());
            }
        } catch (IOException shut) {
            // Somebody shut the door; when it opens again, another thread accepts.
        }
    }

    private void enter(Socket client) {
        tally.accepted();
        Jitter jitter = new Jitter(seed, tally.counts().accepted());
        Passage passage = new Passage(client, weather, tally, jitter, passages::remove);
        passages.add(passage);
        if (passages.size() > MAX_OPEN || closing) {
            passage.end(Ending.RESET);
        } else {
            threads.execute(() -> open(passage));
        }
    }

    private void open(Passage passage) {
        try {
            passage.open(target, threads);
        } catch (InterruptedException | RejectedExecutionException linkCloses) {
            Thread.currentThread().interrupt();
        }
    }

    private void endThreads() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Threads of the link to " + target + " did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
