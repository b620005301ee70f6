package chat.parley.gateway.splice;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.netty.resources.LoopResources;

/// All splices of this gateway: looks after them by one clock instead of a timer for each, and ends them when the
/// gateway stops.
///
/// The end is one of TCP, spread over the drain window: which bytes are a frame is not known here, so that no close
/// frame can be put between two of them. Clients take it for a cut and come back with jitter, to another gateway.
final class OpenSockets implements SmartLifecycle {
    private static final int LOOKS = 4;
    /// A few sockets need no window of seconds.
    private static final long MS_EACH = 5;

    private static final long LAST_WORDS_MS = 1_000;

    private final Set<Splice> all = ConcurrentHashMap.newKeySet();
    private final Seats seats;
    private final LoopResources loops;
    private final Duration silence;
    private final Duration drainWindow;
    private @Nullable Future<?> clock;

    OpenSockets(Seats seats, LoopResources loops, SocketProperties properties) {
        this.seats = seats;
        this.loops = loops;
        this.silence = properties.silence();
        this.drainWindow = properties.drainWindow();
    }

    /// Remembers it until its caller has gone. Before the caller hears that it is open: who is open is sent away
    /// properly.
    /// One that was still being opened when the gateway began to stop is among those, or ended here.
    void add(Splice splice) {
        all.add(splice);
        var unused = splice.over().addListener(closed -> all.remove(splice));
        if (seats.isClosed()) {
            splice.endWithin(LAST_WORDS_MS / 2);
        }
    }

    @Override
    public synchronized void start() {
        seats.reopen();
        EventLoop loop = loops.onServer(LoopResources.DEFAULT_NATIVE).next();
        long period = silence.toMillis() / LOOKS;
        clock = loop.scheduleAtFixedRate(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    /// Completes when all have ended, or a second after the window.
    @Override
    public void stop(Runnable done) {
        seats.close();
        long window = Math.min(drainWindow.toMillis(), MS_EACH * all.size());
        CompletableFuture<?>[] ends =
                all.stream().map(splice -> end(splice, window)).toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(ends)
                .completeOnTimeout(null, window + LAST_WORDS_MS, TimeUnit.MILLISECONDS)
                .whenComplete((all, failure) -> stopThen(done));
    }

    @Override
    public synchronized void stop() {
        if (clock != null) {
            clock.cancel(false);
            clock = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }

    /// Last to start, first to stop: before the web server, which would close all of them at once.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private static CompletableFuture<Void> end(Splice splice, long window) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        var unused = splice.over().addListener(closed -> over.complete(null));
        splice.endWithin(window);
        return over;
    }

    private void stopThen(Runnable done) {
        stop();
        done.run();
    }

    private void look() {
        all.forEach(splice -> splice.look(LOOKS));
    }
}
