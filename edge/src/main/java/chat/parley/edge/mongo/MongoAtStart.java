package chat.parley.edge.mongo;

import chat.parley.edge.health.HealthCheck;
import chat.parley.edge.start.StoreAway;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadTimeoutException;
import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Before the port opens: MongoDB answers and every store is prepared, or the start ends here. A log without its unique
/// index would take the same message twice.
final class MongoAtStart implements SmartLifecycle {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /// An index over the large log of an older version takes its time.
    private static final Duration PREPARATION = Duration.ofMinutes(10);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final HealthCheck ping;
    private final List<Prepared> stores;
    private volatile boolean running;

    MongoAtStart(HealthCheck ping, List<Prepared> stores) {
        this.ping = ping;
        this.stores = List.copyOf(stores);
    }

    @Override
    public void start() {
        try {
            ping.check().block(ANSWER);
            Flux.fromIterable(stores).concatMap(MongoAtStart::prepare).blockLast(PREPARATION);
        } catch (MongoException | IllegalStateException e) {
            throw new StoreAway("MongoDB", "PARLEY_MONGODB_URI", e);
        }
        running = true;
    }

    /// The server goes on building when the driver has given up on the answer; asked again, it waits for the same
    /// index.
    private static Mono<Void> prepare(Prepared store) {
        return Mono.defer(store::prepare)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY_AFTER)
                        .filter(MongoSocketReadTimeoutException.class::isInstance));
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
