package chat.parley.messaging.fanout;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Keeps this node in touch with the others: one connection that listens, one that tells, and the work that follows.
///
/// Starts without Redis too, and tries until it is there. After every interruption, once all channels are heard again,
/// the heads are compared with the store, since hints were lost.
final class RedisLink implements SmartLifecycle {
    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration TIDY = Duration.ofSeconds(1);
    private static final Retry UNTIL_THERE =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(2));

    private final RedisClient client;
    private final RedisURI uri;
    private final FanOutParts parts;
    private final AtomicBoolean interrupted = new AtomicBoolean(true);
    private Disposable.@Nullable Composite running;

    RedisLink(RedisClient client, RedisURI uri, FanOutParts parts) {
        this.client = client;
        this.uri = uri;
        this.parts = parts;
    }

    @Override
    public synchronized void start() {
        running = Disposables.composite(
                connect(() -> client.connectPubSubAsync(CODEC, uri))
                        .doOnNext(this::listen)
                        .subscribe(),
                connect(() -> client.connectAsync(CODEC, uri))
                        .doOnNext(parts.publisher()::use)
                        .subscribe(),
                parts.follower().run().subscribe(),
                Flux.interval(TIDY)
                        .onBackpressureDrop()
                        .concatMap(ignored -> tidy())
                        .subscribe());
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

    /// Before the web server, so that no connection comes earlier; after it when stopping.
    @Override
    public int getPhase() {
        return 0;
    }

    private void listen(StatefulRedisPubSubConnection<String, byte[]> opened) {
        opened.addListener(new Ears());
        opened.addListener(new Watch());
        parts.subscriptions().use(opened);
    }

    private Mono<Void> tidy() {
        return Mono.fromSupplier(() -> parts.subscriptions().tidy())
                .filter(complete -> complete && interrupted.compareAndSet(true, false))
                .flatMap(ignored -> parts.feed().checkHeads())
                .onErrorResume(this::tryAgain);
    }

    private Mono<Void> tryAgain(Throwable failure) {
        interrupted.set(true);
        LOG.warn("The heads could not be checked: {}", failure.toString());
        return Mono.empty();
    }

    private static <T extends StatefulRedisConnection<?, ?>> Mono<T> connect(
            Supplier<? extends CompletionStage<T>> attempt) {
        return Mono.defer(() -> Mono.fromCompletionStage(attempt.get())).retryWhen(UNTIL_THERE);
    }

    private final class Ears extends RedisPubSubAdapter<String, byte[]> {
        @Override
        public void message(String channel, byte[] message) {
            parts.events().message(channel, message);
        }

        @Override
        public void subscribed(String channel, long count) {
            parts.subscriptions().confirmed(channel);
        }

        @Override
        public void unsubscribed(String channel, long count) {
            parts.subscriptions().lost(channel);
        }
    }

    private final class Watch implements RedisConnectionStateListener {
        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
            interrupted.set(true);
            parts.subscriptions().lostAll();
            if (isRunning()) {
                LOG.warn("Redis is away: other nodes are heard through the store until it is back");
            }
        }
    }
}
