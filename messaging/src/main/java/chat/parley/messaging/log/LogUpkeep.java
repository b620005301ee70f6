package chat.parley.messaging.log;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What a node does for its logs without being asked: the heads check every 10 s (C7), and letting go of
/// idle conversations.
@Component
class LogUpkeep implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LogUpkeep.class);
    private static final Duration HEADS_EVERY = Duration.ofSeconds(10);
    private static final Duration IDLE_EVERY = Duration.ofSeconds(30);

    private final MessageLog log;
    private Disposable.Composite running = Disposables.composite();

    LogUpkeep(MessageLog log) {
        this.log = log;
    }

    @Override
    public void start() {
        running = Disposables.composite(
                Flux.interval(HEADS_EVERY)
                        .onBackpressureDrop()
                        .concatMap(tick -> checkHeads(), 1)
                        .subscribe(),
                Flux.interval(IDLE_EVERY).onBackpressureDrop().subscribe(tick -> log.retireIdle()));
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed() && running.size() > 0;
    }

    private Mono<Void> checkHeads() {
        return log.checkHeads().onErrorResume(error -> {
            LOG.warn("Heads were not checked: {}", error.toString());
            return Mono.empty();
        });
    }
}
