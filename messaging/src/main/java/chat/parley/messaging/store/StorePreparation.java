package chat.parley.messaging.store;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Prepares all stores when the service starts, and tries again every 2 s for as long as the database is away.
@Component
class StorePreparation implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(StorePreparation.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final List<Prepared> stores;
    private Disposable running = Disposables.disposed();

    StorePreparation(List<Prepared> stores) {
        this.stores = List.copyOf(stores);
    }

    @Override
    public void start() {
        running = Flux.fromIterable(stores).concatMap(this::prepare).subscribe();
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }

    private Mono<Void> prepare(Prepared store) {
        return Mono.defer(store::prepare)
                .doOnError(error -> LOG.warn("The database is not ready: {}", error.toString()))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY_AFTER));
    }
}
