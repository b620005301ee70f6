package chat.parley.notifier.queue;

import chat.parley.protocol.mail.CodeMail;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.rabbitmq.AcknowledgableDelivery;
import reactor.rabbitmq.ConsumeOptions;
import reactor.rabbitmq.Receiver;
import reactor.rabbitmq.ReceiverOptions;

/// The broker. What of it blocks does so on two threads of its own.
///
/// The library's own recovery is off: when a connection breaks, its deliveries end, and whoever wants more opens
/// another.
@Component
class Broker implements DisposableBean {
    static final int PREFETCH = 16;
    private static final int CONNECT_MS = 2_000;
    private static final int HEARTBEAT_SECONDS = 15;
    private static final long CONFIRM_MS = 5_000;
    private static final int THREADS = 2;
    private static final int WAITING = 256;
    private static final int KEEP_SECONDS = 60;
    private static final int PERSISTENT = 2;
    private static final ConsumeOptions OPTIONS = new ConsumeOptions()
            .qos(PREFETCH)
            .exceptionHandler((context, error) -> {
                throw new IllegalStateException("not acknowledged", error);
            });

    private final ConnectionFactory factory = new ConnectionFactory();
    private final Map<String, Object> queueArguments;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, WAITING, "amqp", KEEP_SECONDS, true);

    Broker(AmqpProperties properties) throws URISyntaxException, GeneralSecurityException {
        factory.setUri(properties.uri());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_MS);
        factory.setHandshakeTimeout(CONNECT_MS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        queueArguments = properties.arguments();
    }

    /// A new connection with both queues declared.
    Mono<Connection> connect() {
        return onThread(this::open);
    }

    /// What the queue holds, unacknowledged, until the connection breaks.
    Flux<AcknowledgableDelivery> deliveries(Connection connection) {
        return Flux.using(
                () -> new Receiver(new ReceiverOptions().connectionMono(Mono.just(connection))),
                receiver -> receiver.consumeManualAck(CodeMail.QUEUE, OPTIONS),
                Receiver::close);
    }

    /// The mail is dealt with.
    Mono<Void> acknowledge(AcknowledgableDelivery delivery) {
        return onThread(() -> {
                    delivery.ack();
                    return delivery;
                })
                .then();
    }

    /// Puts the mail into the dead queue; completes when the broker confirmed it.
    Mono<Void> bury(Connection connection, AcknowledgableDelivery delivery) {
        return onThread(() -> publishDead(connection, delivery)).then();
    }

    Mono<Void> close(Connection connection) {
        return onThread(() -> {
                    connection.abort(CONNECT_MS);
                    return connection;
                })
                .then();
    }

    private Connection open() throws IOException, TimeoutException {
        Connection connection = factory.newConnection("notifier");
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(CodeMail.QUEUE, true, false, false, queueArguments);
            channel.queueDeclare(CodeMail.DEAD_QUEUE, true, false, false, queueArguments);
        } catch (IOException | TimeoutException e) {
            connection.abort();
            throw e;
        }
        return connection;
    }

    private static AcknowledgableDelivery publishDead(Connection connection, AcknowledgableDelivery delivery)
            throws IOException, TimeoutException, InterruptedException {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .build();
        try (Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish("", CodeMail.DEAD_QUEUE, true, properties, delivery.getBody());
            channel.waitForConfirmsOrDie(CONFIRM_MS);
        }
        return delivery;
    }

    private <T> Mono<T> onThread(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler);
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
