package chat.parley.messaging.person;

import chat.parley.edge.start.MissingSetting;
import com.rabbitmq.client.ConnectionFactory;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.rabbitmq.AcknowledgableDelivery;
import reactor.util.retry.Retry;

/// Hears over AMQP what identity tells. Starts and goes on without the broker, and tries until it is there; each time
/// it
/// is (back), everything kept is doubted. Does nothing where no broker is named.
@Component
final class EventFeed implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final int CONNECT_MS = 1_500;
    private static final int HEARTBEAT_SECONDS = 15;
    private static final int THREADS = 2;
    private static final int WAITING = 1_024;
    private static final Retry AGAIN = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
            .maxBackoff(Duration.ofSeconds(5))
            .transientErrors(true);

    private final EventProperties properties;
    private final IdentityNews news;
    private volatile boolean told;
    private @Nullable Disposable running;

    EventFeed(EventProperties properties, IdentityNews news) {
        this.properties = properties;
        this.news = news;
    }

    @Override
    public synchronized void start() {
        if (!properties.isGiven()) {
            LOG.info("PARLEY_AMQP_URI is not set: what identity tells is heard over Redis only");
            return;
        }
        ConnectionFactory factory = factory(properties.uri());
        running = Flux.using(
                        () -> Schedulers.newBoundedElastic(THREADS, WAITING, "amqp"),
                        scheduler -> connection(factory, scheduler).retryWhen(AGAIN),
                        scheduler -> scheduler.disposeGracefully().subscribe())
                .subscribe();
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

    /// One connection from its beginning to its end, which is always an error.
    private Flux<Void> connection(ConnectionFactory factory, Scheduler scheduler) {
        return Flux.usingWhen(EventQueue.open(factory, scheduler), this::listen, EventQueue::close)
                .concatWith(Mono.error(() -> new IllegalStateException("the connection ended")))
                .doOnError(this::report);
    }

    /// Once, until it is back.
    private void report(Throwable failure) {
        if (!told) {
            told = true;
            LOG.warn("RabbitMQ is away: what identity tells is heard over Redis only ({})", failure.toString());
        }
    }

    private void back() {
        told = false;
        news.interrupted();
    }

    private Flux<Void> listen(EventQueue queue) {
        return Mono.fromRunnable(this::back).thenMany(queue.deliveries().concatMap(delivery -> take(queue, delivery)));
    }

    private Mono<Void> take(EventQueue queue, AcknowledgableDelivery delivery) {
        return Mono.fromRunnable(() -> news.heard(delivery.getBody())).then(queue.acknowledge(delivery));
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
            throw new MissingSetting("messaging", "PARLEY_AMQP_URI as in amqp://user:password@host:5672, or none");
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_MS);
        factory.setHandshakeTimeout(CONNECT_MS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        return factory;
    }
}
