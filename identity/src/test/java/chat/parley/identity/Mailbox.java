package chat.parley.identity;

import chat.parley.protocol.mail.CodeMail;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Reads the queue of code mails in the notifier's place.
final class Mailbox implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final Channel channel;
    private final Map<String, List<CodeMail>> mails = new ConcurrentHashMap<>();

    Mailbox(String brokerUri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(brokerUri);
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.queueDeclare(CodeMail.QUEUE, true, false, false, Map.of());
    }

    /// The newest code for this address, the n-th one that came.
    String code(String email, int n) {
        Awaitility.await().atMost(PATIENCE).until(() -> count(email) >= n);
        return of(email).get(n - 1).code();
    }

    CodeMail mail(String email) {
        Awaitility.await().atMost(PATIENCE).until(() -> count(email) >= 1);
        return of(email).getFirst();
    }

    /// All that came so far; what was confirmed before this call is among it.
    int count(String email) {
        try {
            drain();
            return of(email).size();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<CodeMail> of(String email) {
        return mails.getOrDefault(email, List.of());
    }

    private synchronized void drain() throws Exception {
        for (GetResponse next = get(); next != null; next = get()) {
            CodeMail mail = JsonMapper.shared().readValue(next.getBody(), CodeMail.class);
            mails.computeIfAbsent(mail.email(), key -> new CopyOnWriteArrayList<>())
                    .add(mail);
        }
    }

    private @Nullable GetResponse get() throws Exception {
        return channel.basicGet(CodeMail.QUEUE, true);
    }

    @Override
    public void close() {
        connection.abort();
    }
}
