package chat.parley.messaging.block;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Asks for blocks that will be needed, all that came up in a tenth of a second together.
@Component
final class BlockUpkeep implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(BlockUpkeep.class);
    private static final Duration ROUND = Duration.ofMillis(100);

    private final Blocks blocks;
    private @Nullable Disposable running;

    BlockUpkeep(Blocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public synchronized void start() {
        running = Flux.interval(ROUND)
                .onBackpressureDrop()
                .concatMap(round -> blocks.askForExpected().onErrorResume(BlockUpkeep::failed))
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

    private static Mono<Void> failed(Throwable defect) {
        LOG.error("Blocks were not asked for", defect);
        return Mono.empty();
    }
}
