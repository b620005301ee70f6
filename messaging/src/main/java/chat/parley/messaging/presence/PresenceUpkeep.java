package chat.parley.messaging.presence;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// What presence does by the clock: who came and went every second, all leases every 10 s, what is watched every 2 s,
/// and every second who may not watch any more.
/// A round that fails is made up for by a later one.
final class PresenceUpkeep implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceUpkeep.class);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration PART = Duration.ofSeconds(1);
    private static final Duration RENEW = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Retry UNTIL_THERE =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(2));

    private final RedisClient client;
    private final RedisURI uri;
    private final RedisLeases leases;
    private final Presence presence;
    private Disposable.@Nullable Composite running;

    PresenceUpkeep(RedisClient client, RedisURI uri, RedisLeases leases, Presence presence) {
        this.client = client;
        this.uri = uri;
        this.leases = leases;
        this.presence = presence;
    }

    @Override
    public synchronized void start() {
        running = Disposables.composite(
                connect().subscribe(),
                every(SETTLE, inTime(presence::settle)).subscribe(),
                every(POLL, inTime(presence::poll)).subscribe(),
                every(PART, presence::part).subscribe(),
                every(RENEW, inTime(presence::renewAll)).subscribe());
    }

    /// Called after the connections are gone, so that the others learn it now and not when the leases end.
    @Override
    public void stop(Runnable done) {
        presence.endAll()
                .then(presence.settle())
                .timeout(PATIENCE)
                .onErrorComplete()
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

    /// Started before the web server, stopped after it.
    @Override
    public int getPhase() {
        return 0;
    }

    private void stopThen(Runnable done) {
        stop();
        done.run();
    }

    private Mono<Void> connect() {
        return Mono.defer(() -> Mono.fromCompletionStage(client.connectAsync(StringCodec.UTF8, uri)))
                .retryWhen(UNTIL_THERE)
                .doOnNext(leases::use)
                .then();
    }

    private static Supplier<Mono<Void>> inTime(Supplier<Mono<Void>> round) {
        return () -> round.get().timeout(PATIENCE);
    }

    /// A round that takes longer than the period delays the next one.
    private static Flux<Void> every(Duration period, Supplier<Mono<Void>> round) {
        return Flux.interval(period)
                .onBackpressureDrop()
                .concatMap(ignored -> Mono.defer(round).onErrorResume(PresenceUpkeep::failed));
    }

    private static Mono<Void> failed(Throwable failure) {
        LOG.debug("A round of presence failed and is made up for later: {}", failure.toString());
        return Mono.empty();
    }
}
