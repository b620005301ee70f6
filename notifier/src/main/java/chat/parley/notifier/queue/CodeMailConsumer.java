package chat.parley.notifier.queue;

import chat.parley.edge.health.HealthCheck;
import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.rabbitmq.AcknowledgableDelivery;
import reactor.util.retry.Retry;

/// Takes code mails from the queue for as long as the service runs. A mail is acknowledged when its fate is final, and
/// comes again after a crash before that; one bad mail stops nothing. Without the broker it waits and tries again for
/// ever.
@Component
class CodeMailConsumer implements SmartLifecycle, HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CodeMailConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Broker broker;
    private final CodeDelivery delivery;
    private final AtomicBoolean connected = new AtomicBoolean();
    private final AtomicBoolean outageNoted = new AtomicBoolean();
    private volatile Disposable consuming = Disposables.disposed();

    CodeMailConsumer(Broker broker, CodeDelivery delivery) {
        this.broker = broker;
        this.delivery = delivery;
    }

    @Override
    public void start() {
        consuming = consume().subscribe();
    }

    @Override
    public void stop() {
        consuming.dispose();
    }

    @Override
    public boolean isRunning() {
        return !consuming.isDisposed();
    }

    @Override
    public Mono<Void> check() {
        return connected.get() ? Mono.empty() : Mono.error(new IllegalStateException("no broker"));
    }

    private Flux<Fate> consume() {
        return Flux.usingWhen(broker.connect().doOnNext(this::noteConnected), this::consume, broker::close)
                .concatWith(Mono.error(() -> new IllegalStateException("the connection ended")))
                .doOnError(this::noteOutage)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .transientErrors(true));
    }

    private Flux<Fate> consume(Connection connection) {
        return broker.deliveries(connection).flatMap(mail -> settle(connection, mail), Broker.PREFETCH);
    }

    /// A mail that cannot be settled, because the connection broke meanwhile, comes again on the next one.
    private Mono<Fate> settle(Connection connection, AcknowledgableDelivery mail) {
        return delivery.deliver(mail.getBody())
                .flatMap(fate -> conclude(connection, mail, fate).thenReturn(fate))
                .onErrorResume(error -> Mono.empty());
    }

    private Mono<Void> conclude(Connection connection, AcknowledgableDelivery mail, Fate fate) {
        return switch (fate) {
            case Fate.Sent sent -> broker.acknowledge(mail);
            case Fate.Expired expired -> broker.acknowledge(mail);
            case Fate.Dead dead -> bury(connection, mail, dead);
        };
    }

    private Mono<Void> bury(Connection connection, AcknowledgableDelivery mail, Fate.Dead dead) {
        LOG.error("A mail goes to the dead queue: {}", dead.reason());
        return broker.bury(connection, mail).then(broker.acknowledge(mail));
    }

    private void noteConnected(Connection connection) {
        connected.set(true);
        outageNoted.set(false);
        LOG.info("Taking mails from the queue");
    }

    private void noteOutage(Throwable error) {
        connected.set(false);
        if (outageNoted.compareAndSet(false, true)) {
            LOG.warn("No broker, trying again until there is one: {}", error.toString());
        }
    }
}
