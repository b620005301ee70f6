package chat.parley.messaging.person;

import chat.parley.protocol.event.IdentityEvent;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Hears over Redis what identity tells, at once. The connection mends itself; each time it is (back), everything kept
/// is
/// doubted.
@Component
final class HintFeed implements SmartLifecycle {
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);
    private static final Retry UNTIL_THERE =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(2));

    private final RedisClient client;
    private final RedisURI uri;
    private final IdentityNews news;
    private @Nullable Disposable running;

    HintFeed(RedisClient client, RedisURI uri, IdentityNews news) {
        this.client = client;
        this.uri = uri;
        this.news = news;
    }

    @Override
    public synchronized void start() {
        running = Mono.defer(() -> Mono.fromCompletionStage(client.connectPubSubAsync(CODEC, uri)))
                .flatMap(this::listen)
                .retryWhen(UNTIL_THERE)
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

    private Mono<Void> listen(StatefulRedisPubSubConnection<String, byte[]> connection) {
        connection.addListener(new Ears());
        return Mono.fromCompletionStage(connection.async().subscribe(IdentityEvent.HINTS))
                .onErrorResume(failure ->
                        Mono.fromCompletionStage(connection.closeAsync()).then(Mono.error(failure)));
    }

    private final class Ears extends RedisPubSubAdapter<String, byte[]> {
        @Override
        public void message(String channel, byte[] message) {
            news.heard(message);
        }

        @Override
        public void subscribed(String channel, long count) {
            news.interrupted();
        }
    }
}
