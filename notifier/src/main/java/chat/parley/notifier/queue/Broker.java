package chat.parley.notifier.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.rabbitmq.AcknowledgableDelivery;
import reactor.rabbitmq.ConsumeOptions;
import reactor.rabbitmq.OutboundMessage;
import reactor.rabbitmq.QueueSpecification;
import reactor.rabbitmq.Receiver;
import reactor.rabbitmq.ReceiverOptions;
import reactor.rabbitmq.SendOptions;
import reactor.rabbitmq.Sender;
import reactor.rabbitmq.SenderOptions;
import reactor.util.retry.Retry;

/// One pair of connections to the broker, for as long as both live. All that waits for the broker waits on the
/// scheduler given.
final class Broker {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final int CLOSE_MS = 1_000;
    private static final Duration CONFIRM = Duration.ofSeconds(5);
    private static final int BURIALS = 5;
    private static final Duration BURIAL_PAUSE = Duration.ofMillis(500);
    private static final int PERSISTENT = 2;

    private final Connection consuming;
    private final Connection publishing;
    private final Lane lane;
    private final AmqpProperties properties;
    private final Scheduler scheduler;
    private final Sender sender;
    private final Receiver receiver;

    Broker(Connection consuming, Connection publishing, Lane lane, AmqpProperties properties, Scheduler scheduler) {
        this.lane = lane;
        this.consuming = consuming;
        this.publishing = publishing;
        this.properties = properties;
        this.scheduler = scheduler;
        this.sender = new Sender(new SenderOptions()
                .connectionMono(Mono.just(publishing))
                .connectionSubscriptionScheduler(scheduler)
                .resourceManagementScheduler(scheduler));
        this.receiver = new Receiver(
                new ReceiverOptions().connectionMono(Mono.just(consuming)).connectionSubscriptionScheduler(scheduler));
    }

    /// Makes sure that both queues are there.
    Mono<Void> prepare() {
        return declare(lane.queue(), properties.queueArguments())
                .then(declare(lane.deadQueue(), properties.deadQueueArguments()));
    }

    private Mono<Void> declare(String queue, Map<String, Object> arguments) {
        return sender.declareQueue(QueueSpecification.queue(queue).durable(true).arguments(arguments))
                .then();
    }

    /// What is in the queue; completes only when the broker no longer gives us any.
    Flux<AcknowledgableDelivery> deliveries() {
        ConsumeOptions options = new ConsumeOptions()
                .qos(lane.inHand())
                .exceptionHandler((context, failure) -> LOG.debug("Not acknowledged: the connection is gone"));
        return receiver.consumeManualAck(lane.queue(), options);
    }

    /// The broker may forget it.
    Mono<Void> acknowledge(AcknowledgableDelivery delivery) {
        return Mono.<Void>fromRunnable(delivery::ack).subscribeOn(scheduler);
    }

    /// Puts it where people can look at it; then the broker may forget it here. Fails when that cannot be done.
    Mono<Void> bury(AcknowledgableDelivery delivery, String why) {
        return Mono.defer(() -> publish(dead(delivery, why)))
                .retryWhen(Retry.backoff(BURIALS, BURIAL_PAUSE))
                .then(acknowledge(delivery));
    }

    private Mono<Void> publish(OutboundMessage message) {
        return sender.sendWithTypedPublishConfirms(Mono.just(message), new SendOptions().trackReturned(true))
                .next()
                .timeout(CONFIRM)
                .filter(result -> result.isAck() && !result.isReturned())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("No dead letter queue took the message")))
                .then();
    }

    private OutboundMessage dead(Delivery delivery, String why) {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType(delivery.getProperties().getContentType())
                .deliveryMode(PERSISTENT)
                .headers(Map.of("x-parley-reason", why))
                .build();
        return new OutboundMessage("", lane.deadQueue(), properties, delivery.getBody());
    }

    /// Fails when one of the connections is gone; never completes.
    Mono<Void> lost() {
        return Mono.firstWithSignal(lost(consuming), lost(publishing));
    }

    private static Mono<Void> lost(Connection connection) {
        return Mono.create(sink -> watch(connection, sink));
    }

    private static void watch(Connection connection, MonoSink<Void> sink) {
        connection.addShutdownListener(sink::error);
    }

    /// Ends both connections; never fails.
    Mono<Void> close() {
        return Mono.<Void>fromRunnable(this::abort).subscribeOn(scheduler);
    }

    private void abort() {
        consuming.abort(CLOSE_MS);
        publishing.abort(CLOSE_MS);
    }
}
