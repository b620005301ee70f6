package chat.parley.identity.code;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.MailRequest;
import chat.parley.protocol.mail.NoticeMail;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import tools.jackson.databind.json.JsonMapper;

/// Hands mails to the broker: persistent, mandatory, done once it confirmed.
///
/// While the broker is away each attempt fails within two seconds, and no more than a bounded number waits.
@Component
public class MailQueue implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(MailQueue.class);
    private static final Duration CONNECT_PATIENCE = Duration.ofMillis(1_800);
    private static final Duration CONFIRM_PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 128;
    private static final int PERSISTENT = 2;

    private final BrokerConnection connection;
    private final Sender sender;
    private final SendOptions options;
    private final JsonMapper json = JsonMapper.shared();
    private final Semaphore places = new Semaphore(AT_ONCE);

    MailQueue(BrokerConnection connection) {
        this.connection = connection;
        this.sender = new Sender(new SenderOptions().connectionMono(connection.current()));
        this.options = new SendOptions()
                .trackReturned(true)
                .channelCloseHandler((end, channel) -> connection.close(channel))
                .exceptionHandler((context, error) -> {
                    throw new IllegalStateException("not sent", error);
                });
    }

    /// Completes when the mail is in the queue; `UNAVAILABLE` or `OVERLOADED` when it is not known to be.
    public Mono<Void> publish(MailRequest mail) {
        return Mono.defer(() -> places.tryAcquire() ? attempt(mail).doFinally(end -> places.release()) : overloaded());
    }

    private Mono<Void> attempt(MailRequest mail) {
        return connection
                .current()
                .timeout(CONNECT_PATIENCE)
                .then(Mono.defer(() -> confirmed(mail)))
                .doOnError(error -> LOG.warn("A mail was not handed over: {}", error.toString()))
                .onErrorMap(error -> ProblemException.unavailable());
    }

    private Mono<Void> confirmed(MailRequest mail) {
        return sender.sendWithTypedPublishConfirms(only(mail), options)
                .subscribeOn(connection.scheduler())
                .next()
                .timeout(CONFIRM_PATIENCE)
                .filter(MailQueue::isStored)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("the broker did not take it")))
                .publishOn(Schedulers.parallel())
                .then();
    }

    /// Does not end by itself: the library passes the end of its input on even while a confirm is on its way, and that
    /// would look like no confirm.
    private Flux<OutboundMessage> only(MailRequest mail) {
        return Flux.concat(Mono.fromSupplier(() -> message(mail)), Mono.never());
    }

    private static boolean isStored(OutboundMessageResult<OutboundMessage> result) {
        return result.isAck() && !result.isReturned();
    }

    private OutboundMessage message(MailRequest mail) {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .messageId(mail.requestId().toString())
                .build();
        return new OutboundMessage("", queue(mail), properties, json.writeValueAsBytes(mail));
    }

    private static String queue(MailRequest mail) {
        return switch (mail) {
            case CodeMail code -> CodeMail.QUEUE;
            case NoticeMail notice -> NoticeMail.QUEUE;
        };
    }

    private static Mono<Void> overloaded() {
        return Mono.error(new ProblemException(ErrorCode.OVERLOADED, "Too many mails are on their way.", 2_000L));
    }

    @Override
    public void destroy() {
        sender.close();
    }
}
