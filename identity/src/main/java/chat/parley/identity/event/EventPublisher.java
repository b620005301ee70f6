package chat.parley.identity.event;

import chat.parley.identity.code.BrokerConnection;
import chat.parley.protocol.event.IdentityEvent;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.rabbitmq.OutboundMessage;
import reactor.rabbitmq.OutboundMessageResult;
import reactor.rabbitmq.SendOptions;
import reactor.rabbitmq.Sender;
import reactor.rabbitmq.SenderOptions;

/// Hands events to the broker: persistent, done once it confirmed. Not mandatory: without anybody who listens there is
/// nobody to be told.
@Component
class EventPublisher implements DisposableBean {
    private static final Duration CONNECT_PATIENCE = Duration.ofMillis(1_800);
    private static final Duration CONFIRM_PATIENCE = Duration.ofSeconds(5);
    private static final int PERSISTENT = 2;

    private final BrokerConnection connection;
    private final Sender sender;
    private final SendOptions options;

    EventPublisher(BrokerConnection connection) {
        this.connection = connection;
        this.sender = new Sender(new SenderOptions().connectionMono(connection.current()));
        this.options = new SendOptions()
                .channelCloseHandler((end, channel) -> connection.close(channel))
                .exceptionHandler((context, error) -> {
                    throw new IllegalStateException("not sent", error);
                });
    }

    /// Completes when the broker has it; fails when it is not known to.
    Mono<Void> publish(IdentityEvent event) {
        return connection.current().timeout(CONNECT_PATIENCE).then(Mono.defer(() -> confirmed(event)));
    }

    private Mono<Void> confirmed(IdentityEvent event) {
        return sender.sendWithTypedPublishConfirms(only(event), options)
                .subscribeOn(connection.scheduler())
                .next()
                .timeout(CONFIRM_PATIENCE)
                .filter(OutboundMessageResult::isAck)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("the broker did not take it")))
                .publishOn(Schedulers.parallel())
                .then();
    }

    /// Does not end by itself: the library passes the end of its input on even while a confirm is on its way.
    private Flux<OutboundMessage> only(IdentityEvent event) {
        return Flux.concat(Mono.fromSupplier(() -> message(event)), Mono.never());
    }

    private OutboundMessage message(IdentityEvent event) {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .build();
        return new OutboundMessage(IdentityEvent.EXCHANGE, event.routingKey(), properties, EventJson.bytes(event));
    }

    @Override
    public void destroy() {
        sender.close();
    }
}
