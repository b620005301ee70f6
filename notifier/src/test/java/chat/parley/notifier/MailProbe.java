package chat.parley.notifier;

import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.NoticeMail;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/// Both ends of the broker, as identity and an operator see them. A connection for each call, since the broker is
/// killed meanwhile.
final class MailProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConnectionFactory factory = new ConnectionFactory();

    MailProbe(String uri) throws Exception {
        factory.setUri(uri);
    }

    void publish(CodeMail mail) throws Exception {
        publish(JsonMapper.shared().writeValueAsString(mail));
    }

    void publish(NoticeMail mail) throws Exception {
        publish(NoticeMail.QUEUE, JsonMapper.shared().writeValueAsString(mail));
    }

    void publish(String body) throws Exception {
        publish(CodeMail.QUEUE, body);
    }

    /// Puts it into this queue.
    void publish(String queue, String body) throws Exception {
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            declare(channel, queue);
            channel.confirmSelect();
            channel.basicPublish(
                    "", queue, true, MessageProperties.PERSISTENT_BASIC, body.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        }
    }

    /// The next one of the dead queue, once it is there, as reason and body.
    Map.Entry<String, String> nextDead() {
        GetResponse dead = Awaitility.await()
                .atMost(PATIENCE)
                .until(this::takeDead, Optional::isPresent)
                .orElseThrow();
        Object reason = Objects.requireNonNull(dead.getProps().getHeaders().get("x-parley-reason"));
        return Map.entry(reason.toString(), new String(dead.getBody(), StandardCharsets.UTF_8));
    }

    /// How many wait to be delivered; with no consumer there, how many were not acknowledged.
    long waiting() throws Exception {
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            return channel.messageCount(CodeMail.QUEUE);
        }
    }

    Optional<GetResponse> takeDead() throws Exception {
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            declare(channel, CodeMail.DEAD_QUEUE);
            return Optional.ofNullable(channel.basicGet(CodeMail.DEAD_QUEUE, true));
        }
    }

    private static void declare(Channel channel, String queue) throws Exception {
        channel.queueDeclare(queue, true, false, false, Map.of());
    }
}
