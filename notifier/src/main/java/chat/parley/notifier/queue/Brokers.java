package chat.parley.notifier.queue;

import chat.parley.edge.start.MissingSetting;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Opens connections to the broker. They do not mend themselves: whoever loses one opens another.
@Component
final class Brokers {
    private static final int CONNECT_MS = 2_000;
    private static final int HANDSHAKE_MS = 5_000;
    private static final int CALL_MS = 5_000;
    private static final int HEARTBEAT_SECONDS = 10;

    private final AmqpProperties properties;
    private final ConnectionFactory factory;
    private final Scheduler scheduler;

    Brokers(AmqpProperties properties, @Qualifier("amqpScheduler") Scheduler scheduler) {
        this.properties = properties;
        this.factory = factory(properties.uri());
        this.scheduler = scheduler;
    }

    /// Connects twice: a broker short of memory stops reading from those who publish, and must still hear our acks.
    Mono<Broker> open(Lane lane) {
        return Mono.fromCallable(() -> connect(lane)).subscribeOn(scheduler);
    }

    /// One connection, to be closed soon.
    Mono<Connection> visit() {
        return Mono.fromCallable(() -> factory.newConnection("parley-notifier-visits"))
                .subscribeOn(scheduler);
    }

    private Broker connect(Lane lane) throws IOException, TimeoutException {
        Connection consuming = factory.newConnection("parley-notifier-consumes");
        try {
            Connection publishing = factory.newConnection("parley-notifier-publishes");
            return new Broker(consuming, publishing, lane, properties, scheduler);
        } catch (IOException | TimeoutException e) {
            consuming.abort(CALL_MS);
            throw e;
        }
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
            throw new MissingSetting("notifier", "PARLEY_AMQP_URI as in amqp://user:password@host:5672");
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_MS);
        factory.setHandshakeTimeout(HANDSHAKE_MS);
        factory.setChannelRpcTimeout(CALL_MS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setThreadFactory(
                Thread.ofPlatform().name("amqp-io-", 0).daemon().factory());
        return factory;
    }
}
