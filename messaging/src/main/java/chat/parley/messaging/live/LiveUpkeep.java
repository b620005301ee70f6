package chat.parley.messaging.live;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What live connections need by the clock, in one sweep for all of them instead of a timer for each; and their end
/// when the node goes away: sent off first, before the web server stops.
final class LiveUpkeep implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LiveUpkeep.class);
    private static final Duration DEADLINES = Duration.ofMillis(500);
    private static final Duration SESSIONS = Duration.ofSeconds(4);
    private static final Duration FAREWELL = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final LiveConnections connections;
    private final SessionSweep sessions;
    private final Heartbeats heartbeats;
    private final Drain drain;
    private Disposable.@Nullable Composite running;

    LiveUpkeep(LiveConnections connections, SessionSweep sessions, Heartbeats heartbeats, Drain drain) {
        this.drain = drain;
        this.connections = connections;
        this.sessions = sessions;
        this.heartbeats = heartbeats;
    }

    @Override
    public synchronized void start() {
        connections.reopen();
        running = Disposables.composite(
                every(DEADLINES, Mono.fromRunnable(this::checkDeadlines)).subscribe(),
                every(SESSIONS, sessions.run()).subscribe(),
                every(Deadlines.HEARTBEAT, Mono.fromRunnable(heartbeats::beat)).subscribe());
    }

    @Override
    public void stop(Runnable done) {
        drain.run()
                .thenMany(Flux.interval(LOOK)
                        .takeUntil(ignored -> connections.isEmpty())
                        .take(FAREWELL))
                .doFinally(ignored -> stopThen(done))
                .subscribe();
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /// Last to start, first to stop.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void stopThen(Runnable done) {
        stop();
        done.run();
    }

    private void checkDeadlines() {
        connections.forEach(ConnectionSession::checkDeadlines);
    }

    private static Flux<Void> every(Duration period, Mono<Void> round) {
        return Flux.interval(period).onBackpressureDrop().concatMap(ignored -> round.onErrorResume(LiveUpkeep::failed));
    }

    private static Mono<Void> failed(Throwable defect) {
        LOG.error("A sweep over the live connections failed", defect);
        return Mono.empty();
    }
}
