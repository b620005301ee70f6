package chat.parley.notifier.queue;

import chat.parley.notifier.outage.Outage;
import chat.parley.notifier.post.MailPost;
import chat.parley.notifier.post.PostOutcome;
import chat.parley.protocol.mail.MailRequest;
import com.rabbitmq.client.ShutdownSignalException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.rabbitmq.AcknowledgableDelivery;
import reactor.util.retry.Retry;

/// The queue of a [Lane]: every message in it is sent, buried or found expired, and only then acknowledged. In any
/// order, at
/// least once. A broker that goes away is asked again for ever.
final class MailQueue {
    private static final Logger LOG = LoggerFactory.getLogger(MailQueue.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /// For mails that are being handed over when we stop; what is left then is delivered again to somebody else.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final AtomicBoolean connected = new AtomicBoolean();
    private final Outage outage = new Outage(LOG, "The message broker");
    private final Lane lane;
    private final Brokers brokers;
    private final MailReader reader;
    private final MailPost post;

    MailQueue(Lane lane, Brokers brokers, MailReader reader, MailPost post) {
        this.lane = lane;
        this.brokers = brokers;
        this.reader = reader;
        this.post = post;
    }

    /// Whether messages come in at the moment.
    boolean isConnected() {
        return connected.get();
    }

    /// Works until `stop` completes, and then completes itself.
    Mono<Void> work(Mono<Void> stop) {
        return Flux.usingWhen(brokers.open(lane), broker -> session(broker, stop), Broker::close)
                .doOnError(failure -> outage.began(describe(failure)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .transientErrors(true))
                .takeUntilOther(stop.then(Mono.defer(this::lastMoments)))
                .then();
    }

    /// Emits one signal once messages come in, which makes the pauses between attempts start over.
    private Flux<Boolean> session(Broker broker, Mono<Void> stop) {
        return broker.prepare()
                .thenMany(Flux.concat(Mono.fromSupplier(this::begin), consume(broker, stop)))
                .doFinally(signal -> connected.set(false));
    }

    private Boolean begin() {
        connected.set(true);
        outage.ended();
        return true;
    }

    private Mono<Boolean> consume(Broker broker, Mono<Void> stop) {
        Mono<Void> handled = broker.deliveries()
                .concatWith(Mono.error(() -> new IllegalStateException("The broker gives no more messages")))
                .publish(all -> all.takeUntilOther(stop).flatMap(delivery -> handle(broker, delivery), lane.inHand()))
                .takeUntilOther(stop.then(Mono.delay(GRACE)))
                .then();
        return Mono.firstWithSignal(broker.lost(), handled).then(Mono.empty());
    }

    private Mono<Long> lastMoments() {
        return connected.get() ? Mono.delay(GRACE.plus(GRACE)) : Mono.empty();
    }

    private Mono<Void> handle(Broker broker, AcknowledgableDelivery delivery) {
        return Mono.fromSupplier(() -> reader.read(lane, delivery.getBody()))
                .onErrorResume(MailQueue::surprisedByReading)
                .flatMap(reading -> settle(broker, delivery, reading));
    }

    private Mono<Void> settle(Broker broker, AcknowledgableDelivery delivery, Reading reading) {
        return switch (reading) {
            case Reading.Legible legible -> send(broker, delivery, legible.mail());
            case Reading.Illegible illegible -> bury(broker, delivery, illegible.why());
        };
    }

    private Mono<Void> send(Broker broker, AcknowledgableDelivery delivery, MailRequest mail) {
        return post.post(mail)
                .onErrorResume(surprise -> surprised(mail, surprise))
                .flatMap(outcome -> settle(broker, delivery, mail, outcome));
    }

    private Mono<Void> settle(Broker broker, AcknowledgableDelivery delivery, MailRequest mail, PostOutcome outcome) {
        return switch (outcome) {
            case PostOutcome.Sent sent -> broker.acknowledge(delivery);
            case PostOutcome.Expired expired -> expired(broker, delivery, mail);
            case PostOutcome.Refused refused -> bury(broker, delivery, refused.why());
        };
    }

    private static Mono<Void> expired(Broker broker, AcknowledgableDelivery delivery, MailRequest mail) {
        LOG.info("Not sent, since it has expired: {}", mail);
        return broker.acknowledge(delivery);
    }

    private Mono<Void> bury(Broker broker, AcknowledgableDelivery delivery, String why) {
        LOG.warn("A message goes to {}: {}", lane.deadQueue(), why);
        return broker.bury(delivery, why);
    }

    private static Mono<PostOutcome> surprised(MailRequest mail, Throwable surprise) {
        LOG.error("Cannot send {}", mail, surprise);
        return Mono.just(new PostOutcome.Refused("internal error"));
    }

    private static Mono<Reading> surprisedByReading(Throwable surprise) {
        LOG.error("Cannot read a message", surprise);
        return Mono.just(new Reading.Illegible("internal error"));
    }

    /// What the broker said, if it said something, or else what happened to the connection; other messages may hold the
    /// address and its password.
    private static String describe(Throwable failure) {
        if (failure instanceof ShutdownSignalException shutdown && shutdown.getReason() != null) {
            return shutdown.getReason().toString();
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getClass().getSimpleName();
    }
}
