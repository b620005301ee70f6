package chat.parley.notifier.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Works on the queue from the start of the service to its end.
final class QueueConsumer implements SmartLifecycle {
    private static final Duration END_WITHIN = Duration.ofSeconds(5);

    private final AtomicBoolean running = new AtomicBoolean();
    private final MailQueue queue;
    private Sinks.Empty<Void> stop = Sinks.empty();
    private Sinks.Empty<Void> stopped = Sinks.empty();

    QueueConsumer(MailQueue queue) {
        this.queue = queue;
    }

    @Override
    public void start() {
        if (running.compareAndSet(false, true)) {
            stop = Sinks.empty();
            Sinks.Empty<Void> end = Sinks.empty();
            stopped = end;
            queue.work(stop.asMono()).doFinally(signal -> end.tryEmitEmpty()).subscribe();
        }
    }

    @Override
    public void stop(Runnable callback) {
        stop.tryEmitEmpty().orThrow();
        stopped.asMono()
                .timeout(END_WITHIN, Mono.empty())
                .doFinally(signal -> running.set(false))
                .subscribe(nothing -> {}, failure -> callback.run(), callback);
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /// Whether messages come in at the moment.
    boolean isConnected() {
        return queue.isConnected();
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }
}
