package chat.parley.messaging.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.messaging.connection.Frame;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import chat.parley.teststores.PrivateRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What one node tells, on a real Redis.
final class PublisherTest {
    private static final int HINTS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChatId chat = ChatId.random(new SecureRandom());
    private final Topic topic = new Topic.Chat(chat);
    private final EnvelopeCodec codec = new EnvelopeCodec(1);
    private final EnvelopeCodec otherNode = new EnvelopeCodec(2);
    private final PrivateRedis redis = PrivateRedis.start();
    private final RedisClient client = RedisClient.create(redis.uri());
    private final Publisher publisher =
            new Publisher(codec, client.getResources().eventExecutorGroup().next());
    private final List<Long> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        redis.close();
    }

    @Test
    void everyHintOfAConversationArrivesOnceAndInOrder() {
        listen();
        publisher.use(client.connect(RedisLink.CODEC));
        LongStream.rangeClosed(1, HINTS).forEach(this::publish);
        Awaitility.await().atMost(PATIENCE).until(() -> heard.size() >= HINTS);
        assertThat(heard)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, HINTS).boxed().toList());
        assertThat(publisher.dropped()).isZero();
    }

    @Test
    void aSenderThatRefusedOnceIsAskedAgain() {
        listen();
        AtomicBoolean refusing = new AtomicBoolean(true);
        Executor loop = client.getResources().eventExecutorGroup().next();
        Publisher told = new Publisher(codec, task -> {
            if (refusing.get()) {
                throw new RejectedExecutionException("ending");
            }
            loop.execute(task);
        });
        told.use(client.connect(RedisLink.CODEC));
        told.publish(topic, envelope(1));
        assertThat(told.dropped()).isOne();
        refusing.set(false);
        told.publish(topic, envelope(2));
        Awaitility.await().atMost(PATIENCE).until(() -> heard.contains(2L));
        assertThat(heard).doesNotContain(1L);
    }

    @Test
    void hintsAreDroppedAndCountedWithoutRedis() {
        publish(1);
        publisher.use(client.connect(RedisLink.CODEC));
        redis.kill();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            publish(2);
            return publisher.dropped() > 2;
        });
        assertThat(heard).isEmpty();
    }

    private void publish(long seq) {
        publisher.publish(topic, envelope(seq));
    }

    private Envelope envelope(long seq) {
        Frame frame = Frame.lasting("{}".getBytes(StandardCharsets.UTF_8));
        return new Envelope.Entries(chat, seq, new Head(chat, seq, seq), false, frame);
    }

    private void listen() {
        StatefulRedisPubSubConnection<String, byte[]> listening = client.connectPubSub(RedisLink.CODEC);
        listening.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] message) {
                otherNode.decode(message).ifPresent(PublisherTest.this::hear);
            }
        });
        listening.sync().subscribe(topic.channel());
    }

    private void hear(Envelope envelope) {
        if (envelope instanceof Envelope.Entries entries) {
            heard.add(entries.firstSeq());
        }
    }
}
