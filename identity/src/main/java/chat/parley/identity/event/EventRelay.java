package chat.parley.identity.event;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Brings events to the broker: fresh ones at once, and by a look into the outbox every two seconds those that are left
/// there, because the broker was away, this queue was full, or a server died.
///
/// Those of the last ten seconds are left alone there: their deed may not be done yet. Two servers may bring the same
/// event.
@Component
class EventRelay implements SmartLifecycle {
    static final Duration SETTLED = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int FRESH = 1_000;
    private static final int AT_ONCE = 8;
    private static final int PER_LOOK = 500;

    private final Sinks.Many<Letter> fresh =
            Sinks.unsafe().many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(FRESH));
    private final OutboxStore outbox;
    private final EventPublisher publisher;
    private final Clock clock;
    private @Nullable Disposable running;

    EventRelay(OutboxStore outbox, EventPublisher publisher, Clock clock) {
        this.outbox = outbox;
        this.publisher = publisher;
        this.clock = clock;
    }

    /// Never waits. One that does not fit is found in the outbox, if it is kept there.
    synchronized void soon(Letter letter) {
        Sinks.EmitResult result = fresh.tryEmitNext(letter);
        if (result.isFailure()) {
            LOG.debug("{} is left to the outbox: {}", letter.event().routingKey(), result);
        }
    }

    @Override
    public synchronized void start() {
        running = Disposables.composite(
                fresh.asFlux()
                        .flatMap(letter -> deliver(letter).onErrorResume(EventRelay::later), AT_ONCE)
                        .subscribe(),
                Flux.interval(LOOK)
                        .onBackpressureDrop()
                        .concatMap(tick -> sweep().onErrorResume(EventRelay::later))
                        .subscribe());
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

    /// What is left is brought in its order, up to the first that cannot be brought.
    private Mono<Void> sweep() {
        return Mono.defer(() -> outbox.before(clock.instant().minus(SETTLED), PER_LOOK))
                .flatMap(this::deliverAll);
    }

    private Mono<Void> deliverAll(List<Letter> letters) {
        return Flux.fromIterable(letters).concatMap(this::deliver).then();
    }

    private Mono<Void> deliver(Letter letter) {
        Mono<Void> published = publisher.publish(letter.event());
        return letter.isKept() ? published.then(Mono.defer(() -> outbox.remove(letter))) : published;
    }

    private static Mono<Void> later(Throwable failure) {
        LOG.debug("Events stay in the outbox: {}", failure.toString());
        return Mono.empty();
    }
}
