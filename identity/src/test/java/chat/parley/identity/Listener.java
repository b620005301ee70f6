package chat.parley.identity;

import chat.parley.protocol.event.IdentityEvent;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/// Hears over AMQP what identity tells, in another service's place.
final class Listener implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Connection connection;
    private final List<IdentityEvent> heard = new CopyOnWriteArrayList<>();
    private final List<Integer> modes = new CopyOnWriteArrayList<>();

    /// @param queue durable, so that it is still there when the broker was away
    Listener(String brokerUri, String queue) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(brokerUri);
        connection = factory.newConnection();
        Channel channel = connection.createChannel();
        channel.exchangeDeclare(IdentityEvent.EXCHANGE, BuiltinExchangeType.TOPIC, true);
        channel.queueDeclare(queue, true, false, false, Map.of());
        channel.queueBind(queue, IdentityEvent.EXCHANGE, IdentityEvent.ALL);
        channel.basicConsume(queue, true, (tag, delivery) -> take(delivery), tag -> {});
    }

    private void take(Delivery delivery) {
        modes.add(delivery.getProperties().getDeliveryMode());
        heard.add(JsonMapper.shared().readValue(delivery.getBody(), IdentityEvent.class));
    }

    void awaits(IdentityEvent event) {
        Awaitility.await().atMost(PATIENCE).until(() -> heard.contains(event));
    }

    List<IdentityEvent> heard() {
        return heard;
    }

    List<Integer> modes() {
        return modes;
    }

    @Override
    public void close() {
        connection.abort();
    }
}
