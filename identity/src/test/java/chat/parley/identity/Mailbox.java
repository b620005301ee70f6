package chat.parley.identity;

import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.NoticeKind;
import chat.parley.protocol.mail.NoticeMail;
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

/// Reads the queues of mails in the notifier's place.
final class Mailbox implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final Channel channel;
    private final Map<String, List<CodeMail>> mails = new ConcurrentHashMap<>();
    private final Map<String, List<NoticeMail>> notices = new ConcurrentHashMap<>();

    Mailbox(String brokerUri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(brokerUri);
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.queueDeclare(CodeMail.QUEUE, true, false, false, Map.of());
        channel.queueDeclare(NoticeMail.QUEUE, true, false, false, Map.of());
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

    /// The newest one for this address that came so far.
    CodeMail last(String email) {
        return of(email).getLast();
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

    /// The first notice of this kind to this address, once it is there.
    NoticeMail notice(String email, NoticeKind kind) {
        Awaitility.await().atMost(PATIENCE).until(() -> !notices(email, kind).isEmpty());
        return notices(email, kind).getFirst();
    }

    /// All notices of this kind that came so far.
    List<NoticeMail> notices(String email, NoticeKind kind) {
        try {
            drain();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return notices.getOrDefault(email, List.of()).stream()
                .filter(notice -> notice.kind() == kind)
                .toList();
    }

    private synchronized void drain() throws Exception {
        for (byte[] next = get(CodeMail.QUEUE); next != null; next = get(CodeMail.QUEUE)) {
            CodeMail mail = JsonMapper.shared().readValue(next, CodeMail.class);
            mails.computeIfAbsent(mail.email(), key -> new CopyOnWriteArrayList<>())
                    .add(mail);
        }
        for (byte[] next = get(NoticeMail.QUEUE); next != null; next = get(NoticeMail.QUEUE)) {
            NoticeMail notice = JsonMapper.shared().readValue(next, NoticeMail.class);
            notices.computeIfAbsent(notice.email(), key -> new CopyOnWriteArrayList<>())
                    .add(notice);
        }
    }

    private byte @Nullable [] get(String queue) throws Exception {
        GetResponse next = channel.basicGet(queue, true);
        return next == null ? null : next.getBody();
    }

    @Override
    public void close() {
        connection.abort();
    }
}
