package chat.parley.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.mail.CodeMail;
import chat.parley.teststores.PrivateRabbit;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.json.JsonMapper;

/// From the queue to the mailbox, over a real broker and a real mail server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class NotifierTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final PrivateRabbit rabbit = PrivateRabbit.start();
    private GreenMail mailServer = startedMailServer(0);
    private Connection connection;
    private Channel channel;
    private ConfigurableApplicationContext notifier;

    @BeforeAll
    void start() throws Exception {
        connect();
        notifier = NotifierApplication.builder(Map.of(
                        "PARLEY_AMQP_URI",
                        rabbit.uri(),
                        "PARLEY_SMTP_URI",
                        "smtp://127.0.0.1:" + mailServer.getSmtp().getPort(),
                        "PARLEY_MAIL_FROM",
                        "Parley <no-reply@example.org>",
                        "PARLEY_WEB_URI",
                        "https://chat.example.org"))
                .initializers(starting -> ((GenericApplicationContext) starting).registerBean(Clock.class, () -> CLOCK))
                .run("--server.port=0", "--spring.lifecycle.timeout-per-shutdown-phase=1s");
    }

    @BeforeEach
    void emptyEverything() throws Exception {
        mailServer.purgeEmailFromAllMailboxes();
        channel.queueDeclare(CodeMail.DEAD_QUEUE, true, false, false, Map.of());
        channel.queuePurge(CodeMail.DEAD_QUEUE);
    }

    @AfterEach
    void leaveNothingUnsettled() {
        Awaitility.await().atMost(PATIENCE).until(() -> channel.messageCount(CodeMail.QUEUE) == 0);
    }

    @AfterAll
    void stop() throws Exception {
        notifier.close();
        connection.close();
        mailServer.stop();
        rabbit.close();
    }

    @Test
    void mailsTheCode() throws Exception {
        publish(mail("ada@example.org", "012345", "en", Duration.ofMinutes(5)));
        MimeMessage mail = received(1).getFirst();
        assertThat(mail.getSubject()).isEqualTo("012345 is your Parley code");
        assertThat(mail.getAllRecipients()[0]).hasToString("ada@example.org");
        assertThat(mail.getFrom()[0]).hasToString("Parley <no-reply@example.org>");
        assertThat(mail.getContentType()).startsWith("multipart/");
        assertThat(GreenMailUtil.getWholeMessage(mail))
                .contains("text/plain", "text/html", "https://chat.example.org", "valid for 5 minutes");
    }

    @Test
    void writesGermanToThoseWhoReadIt() throws Exception {
        publish(mail("bert@example.org", "543210", "de-AT", Duration.ofMinutes(5)));
        assertThat(received(1).getFirst().getSubject()).isEqualTo("543210 ist Ihr Parley-Code");
    }

    @Test
    void sendsNothingAfterTheCodeExpired() throws Exception {
        publish(mail("late@example.org", "111111", "en", Duration.ofSeconds(-1)));
        publish(mail("next@example.org", "222222", "en", Duration.ofMinutes(5)));
        assertThat(received(1).getFirst().getAllRecipients()[0]).hasToString("next@example.org");
        assertThat(dead()).isNull();
    }

    @Test
    void putsWhatItCannotReadIntoTheDeadQueueAndGoesOn() throws Exception {
        byte[] poison = "{\"no\":\"mail\"}".getBytes(StandardCharsets.UTF_8);
        publish(poison);
        publish("not even json".getBytes(StandardCharsets.UTF_8));
        publish(mail("after@example.org", "333333", "en", Duration.ofMinutes(5)));
        received(1);
        Awaitility.await().atMost(PATIENCE).until(() -> channel.messageCount(CodeMail.DEAD_QUEUE) == 2);
    }

    @Test
    void putsAnAddressThatIsNoneIntoTheDeadQueue() throws Exception {
        publish(mail("x@example.org\r\nBcc: eve@example.org", "444444", "en", Duration.ofMinutes(5)));
        Awaitility.await().atMost(PATIENCE).until(() -> channel.messageCount(CodeMail.DEAD_QUEUE) == 1);
        assertThat(mailServer.getReceivedMessages()).isEmpty();
    }

    @Test
    void waitsForAMailServerThatIsAway() throws Exception {
        int port = mailServer.getSmtp().getPort();
        mailServer.stop();
        publish(mail("wait@example.org", "555555", "en", Duration.ofMinutes(5)));
        mailServer = startedMailServer(port);
        assertThat(received(1).getFirst().getSubject()).contains("555555");
    }

    @Test
    void connectsAgainAfterTheBrokerCrashed() throws Exception {
        rabbit.kill();
        rabbit.restart();
        connect();
        publish(mail("back@example.org", "666666", "en", Duration.ofMinutes(5)));
        received(1);
    }

    @Test
    void tellsWhetherItWorks() {
        WebTestClient http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + notifier.getEnvironment().getRequiredProperty("local.server.port"))
                .responseTimeout(PATIENCE)
                .build();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        http.get().uri("/health").exchange().expectStatus().isOk());
        http.get().uri("/actuator/env").exchange().expectStatus().isEqualTo(HttpStatus.NOT_FOUND);
    }

    private static GreenMail startedMailServer(int port) {
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private void connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(rabbit.uri());
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.confirmSelect();
        channel.queueDeclare(CodeMail.QUEUE, true, false, false, Map.of());
    }

    private static byte[] mail(String email, String code, String language, Duration life) {
        CodeMail mail = new CodeMail(UUID.randomUUID(), email, code, NOW.plus(life), language);
        return JsonMapper.shared().writeValueAsBytes(mail);
    }

    private void publish(byte[] body) throws Exception {
        BasicProperties persistent = MessageProperties.PERSISTENT_BASIC;
        channel.basicPublish("", CodeMail.QUEUE, persistent, body);
        channel.waitForConfirmsOrDie(PATIENCE.toMillis());
    }

    @CanIgnoreReturnValue
    private List<MimeMessage> received(int count) {
        assertThat(mailServer.waitForIncomingEmail(PATIENCE.toMillis(), count)).isTrue();
        return Arrays.asList(mailServer.getReceivedMessages());
    }

    private @Nullable GetResponse dead() throws Exception {
        return channel.basicGet(CodeMail.DEAD_QUEUE, true);
    }
}
