package chat.parley.identity.code;

import chat.parley.edge.start.MissingSetting;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.NoticeMail;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The one connection to the broker for publishing, and the threads that wait for it. The connection is made when it is
/// first needed, shared, and made anew after it broke.
/// The library's own recovery is off, since its senders keep a first failure for ever.
@Component
public class BrokerConnection implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final int CONNECT_MS = 1_500;
    private static final int HEARTBEAT_SECONDS = 15;
    private static final int THREADS = 4;
    private static final int WAITING = 256;
    private static final int KEEP_SECONDS = 60;

    private final ConnectionFactory factory;
    private final Map<String, Object> queueArguments;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, WAITING, "amqp", KEEP_SECONDS, true);
    private final Mono<Connection> current;

    BrokerConnection(AmqpProperties properties) {
        factory = factory(properties.uri());
        queueArguments = properties.arguments();
        current = Mono.fromCallable(this::connect)
                .subscribeOn(scheduler)
                .cacheInvalidateIf(connection -> !connection.isOpen());
    }

    private static ConnectionFactory factory(String address) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(address);
            if (factory.isSSL()) {
                // The client by itself would trust any certificate.
                factory.useSslProtocol(SSLContext.getDefault());
                factory.enableHostnameVerification();
            }
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException e) {
            throw new MissingSetting("identity", "PARLEY_AMQP_URI as in amqp://user:password@host:5672");
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_MS);
        factory.setHandshakeTimeout(CONNECT_MS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        return factory;
    }

    /// An open connection. One attempt, however many wait for it.
    public Mono<Connection> current() {
        return current;
    }

    /// Where everything that waits for the broker's socket runs.
    public Scheduler scheduler() {
        return scheduler;
    }

    /// Closes a channel, not on the thread that reads from the broker: that one would wait for itself.
    public void close(Channel channel) {
        scheduler.schedule(() -> abort(channel));
    }

    private static void abort(Channel channel) {
        try {
            channel.abort();
        } catch (IOException | AlreadyClosedException alreadyGone) {
            LOG.debug("A channel was closed already", alreadyGone);
        }
    }

    private Connection connect() throws IOException, TimeoutException {
        Connection connection = factory.newConnection("identity");
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(CodeMail.QUEUE, true, false, false, queueArguments);
            channel.queueDeclare(NoticeMail.QUEUE, true, false, false, queueArguments);
        } catch (IOException | TimeoutException e) {
            connection.abort();
            throw e;
        }
        declareEvents(connection);
        return connection;
    }

    /// Where this cannot be done, codes are mailed all the same.
    private static void declareEvents(Connection connection) {
        try (Channel channel = connection.createChannel()) {
            channel.exchangeDeclare(IdentityEvent.EXCHANGE, BuiltinExchangeType.TOPIC, true);
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            LOG.warn("The exchange {} is not there: events stay in the outbox", IdentityEvent.EXCHANGE, e);
        }
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
