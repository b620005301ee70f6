package chat.parley.messaging.person;

import chat.parley.protocol.event.IdentityEvent;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.rabbitmq.AcknowledgableDelivery;
import reactor.rabbitmq.ConsumeOptions;
import reactor.rabbitmq.Receiver;
import reactor.rabbitmq.ReceiverOptions;

/// One connection to the broker with this node's own queue of events, for as long as both live. The broker removes the
/// queue with the connection: what it held is then missed, and whoever comes back has to doubt everything.
final class EventQueue {
    /// Events in our hands; the broker keeps the rest.
    private static final int IN_HAND = 256;

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    private static final int CLOSE_MS = 1_000;

    private final Connection connection;
    private final String name;
    private final Scheduler scheduler;
    private final Receiver receiver;

    private EventQueue(Connection connection, String name, Scheduler scheduler) {
        this.connection = connection;
        this.name = name;
        this.scheduler = scheduler;
        receiver = new Receiver(
                new ReceiverOptions().connectionMono(Mono.just(connection)).connectionSubscriptionScheduler(scheduler));
    }

    /// Connects once; the queue is there, and hears everything from now on.
    static Mono<EventQueue> open(ConnectionFactory factory, Scheduler scheduler) {
        return Mono.fromCallable(() -> connect(factory, scheduler)).subscribeOn(scheduler);
    }

    private static EventQueue connect(ConnectionFactory factory, Scheduler scheduler)
            throws IOException, TimeoutException {
        Connection connection = factory.newConnection("messaging");
        try (Channel channel = connection.createChannel()) {
            String name = "messaging." + UUID.randomUUID();
            channel.exchangeDeclare(IdentityEvent.EXCHANGE, BuiltinExchangeType.TOPIC, true);
            channel.queueDeclare(name, false, true, true, Map.of());
            channel.queueBind(name, IdentityEvent.EXCHANGE, IdentityEvent.ALL);
            return new EventQueue(connection, name, scheduler);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            connection.abort(CLOSE_MS);
            throw e;
        }
    }

    /// What comes; ends when the connection does.
    Flux<AcknowledgableDelivery> deliveries() {
        ConsumeOptions options = new ConsumeOptions()
                .qos(IN_HAND)
                .exceptionHandler((context, failure) -> LOG.debug("Not acknowledged: the connection is gone"));
        return receiver.consumeManualAck(name, options);
    }

    /// The broker may forget it.
    Mono<Void> acknowledge(AcknowledgableDelivery delivery) {
        return Mono.<Void>fromRunnable(delivery::ack).subscribeOn(scheduler);
    }

    /// Never fails.
    Mono<Void> close() {
        return Mono.<Void>fromRunnable(() -> connection.abort(CLOSE_MS)).subscribeOn(scheduler);
    }
}
