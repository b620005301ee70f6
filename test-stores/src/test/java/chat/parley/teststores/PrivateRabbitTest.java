package chat.parley.teststores;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class PrivateRabbitTest {
    private static final String QUEUE = "kept-over-a-kill";

    @Test
    void keepsConfirmedMessagesOverAKill() throws Exception {
        try (PrivateRabbit rabbit = PrivateRabbit.start()) {
            publishConfirmed(rabbit, "a message");
            rabbit.kill();
            rabbit.restart();
            assertThat(next(rabbit)).isEqualTo("a message");
        }
    }

    private static void publishConfirmed(PrivateRabbit rabbit, String text) throws Exception {
        try (Connection connection = connect(rabbit);
                Channel channel = connection.createChannel()) {
            assertThat(channel.queueDeclare(QUEUE, true, false, false, null)).isNotNull();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> rabbit.hasOnDisk(QUEUE));
            assertThat(channel.confirmSelect()).isNotNull();
            channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, text.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(TimeUnit.SECONDS.toMillis(10));
        }
    }

    private static String next(PrivateRabbit rabbit) throws Exception {
        try (Connection connection = connect(rabbit);
                Channel channel = connection.createChannel()) {
            return new String(channel.basicGet(QUEUE, true).getBody(), StandardCharsets.UTF_8);
        }
    }

    private static Connection connect(PrivateRabbit rabbit) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(rabbit.uri());
        return factory.newConnection();
    }
}
