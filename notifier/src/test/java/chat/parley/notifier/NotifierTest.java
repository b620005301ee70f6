package chat.parley.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.notifier.post.MailPost;
import chat.parley.notifier.post.PostOutcome;
import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.NoticeKind;
import chat.parley.protocol.mail.NoticeMail;
import chat.parley.teststores.Ports;
import chat.parley.teststores.PrivateRabbit;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.converter.EmailConverter;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.test.StepVerifier;

/// The whole service between a real RabbitMQ and a mail server.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class NotifierTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ALICE = "alice@example.org";
    private static final String OPERATOR = "operator-token-".repeat(3);

    private static PrivateRabbit rabbit;
    private static MailProbe broker;
    private static ConfigurableApplicationContext service;
    private static int smtpPort;

    private GreenMail mailbox;

    @BeforeAll
    static void startTheService() throws Exception {
        rabbit = PrivateRabbit.start();
        broker = new MailProbe(rabbit.uri());
        smtpPort = Ports.free();
        service = NotifierApplication.builder(Map.of())
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--parley.amqp.uri=" + rabbit.uri(),
                        "--parley.smtp.uri=smtp://127.0.0.1:" + smtpPort,
                        "--parley.service-token=" + OPERATOR,
                        "--parley.mail.from=Parley <parley@localhost>",
                        "--parley.mail.link=https://chat.parley.example/");
    }

    @AfterAll
    static void endTheService() {
        service.close();
        rabbit.close();
    }

    @BeforeEach
    void startTheMailbox() {
        ServerSetup setup = new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(PATIENCE.toMillis());
        mailbox = new GreenMail(setup);
        mailbox.start();
    }

    @AfterEach
    void endTheMailbox() {
        mailbox.stop();
    }

    @Test
    void sendsTheCodeAsTextAndAsHtml() throws Exception {
        CodeMail mail = mail("305419");
        broker.publish(mail);
        Email received = EmailConverter.mimeMessageToEmail(firstMail());
        assertThat(received.getPlainText()).contains("305419", "within 5 min", "https://chat.parley.example/");
        assertThat(received.getHTMLText()).contains(">305419<", "href=\"https://chat.parley.example/\"");
        assertThat(received.getSubject()).isEqualTo("Your code for Parley").doesNotContain("305419");
        assertThat(received.getId()).isEqualTo("<%s@localhost>", mail.requestId());
        assertThat(received.getRecipients())
                .singleElement()
                .extracting("address")
                .isEqualTo(ALICE);
    }

    @Test
    void sendsOneMailForAMessageThatIsDeliveredTwice() throws Exception {
        CodeMail mail = mail("111222");
        broker.publish(mail);
        assertThat(firstMail()).isNotNull();
        broker.publish(mail);
        broker.publish(mail("333444"));
        assertThat(mailbox.waitForIncomingEmail(PATIENCE.toMillis(), 2)).isTrue();
        assertThat(mailbox.getReceivedMessages()).hasSize(2);
        assertThat(text(1)).contains("333444");
    }

    @Test
    void buriesWhatIsNotACodeMailAndGoesOn() throws Exception {
        broker.publish("{\"email\":");
        assertThat(broker.nextDead()).isEqualTo(Map.entry("not a mail", "{\"email\":"));
        broker.publish("{}");
        assertThat(broker.nextDead()).isEqualTo(Map.entry("not a mail", "{}"));
        broker.publish(mail("555666"));
        // The mail of an earlier test may come once more: its mailbox may have gone before it said that it had it.
        Awaitility.await().atMost(PATIENCE).until(() -> isThere("555666"));
    }

    @Test
    void buriesAMailWhoseAddressIsNoAddress() throws Exception {
        CodeMail bad = new CodeMail(
                UUID.randomUUID(), "alice@example.org\r\nBcc: eve@example.org", "123456", inMinutes(5), "en");
        broker.publish(bad);
        assertThat(broker.nextDead().getKey()).isEqualTo("UnsendableException");
        assertThat(mailbox.getReceivedMessages()).isEmpty();
    }

    @Test
    void buriesAMailThatTheServerRefusesForGood() throws Exception {
        mailbox.stop();
        try (ScriptedSmtp server = ScriptedSmtp.start(smtpPort, "550 no such mailbox")) {
            broker.publish(mail("777888"));
            Map.Entry<String, String> dead = broker.nextDead();
            assertThat(dead.getKey()).isEqualTo("SMTP 550");
            assertThat(dead.getValue()).contains("777888");
            assertThat(server.taken()).isZero();
        }
    }

    @Test
    void triesAgainWhatTheServerPutsOff() throws Exception {
        mailbox.stop();
        try (ScriptedSmtp server = ScriptedSmtp.start(smtpPort, "451 later", "421 busy")) {
            broker.publish(mail("999000"));
            Awaitility.await().atMost(PATIENCE).until(() -> server.taken() == 1);
        }
        assertThat(broker.takeDead()).isEmpty();
    }

    @Test
    void doesNotSendACodeThatHasExpired() throws Exception {
        broker.publish(
                new CodeMail(UUID.randomUUID(), ALICE, "101010", Instant.now().minusSeconds(1), "en"));
        broker.publish(mail("202020"));
        assertThat(EmailConverter.mimeMessageToEmail(firstMail()).getPlainText())
                .contains("202020");
        assertThat(mailbox.getReceivedMessages()).hasSize(1);
        assertThat(broker.takeDead()).isEmpty();
    }

    @Test
    void waitsForAMailServerThatIsDown() throws Exception {
        mailbox.stop();
        broker.publish(mail("424242"));
        try (ScriptedSmtp lateComer = awaitAttempt()) {
            Awaitility.await().atMost(PATIENCE).until(() -> lateComer.taken() == 1);
        }
    }

    @Test
    void givesUpOnceTheCodeExpires() {
        mailbox.stop();
        CodeMail mail =
                new CodeMail(UUID.randomUUID(), ALICE, "818181", Instant.now().plusSeconds(6), "en");
        StepVerifier.create(service.getBean(MailPost.class).post(mail))
                .expectNext(new PostOutcome.Expired())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void finishesTheMailInItsHandsWhenItIsStopped() throws Exception {
        mailbox.stop();
        try (ScriptedSmtp server = ScriptedSmtp.start(smtpPort)) {
            server.hold();
            broker.publish(mail("919191"));
            server.awaitMail();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(service::stop);
            Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> !stopped.isDone());
            server.release();
            stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(server.taken()).isOne();
            assertThat(broker.waiting()).isZero();
        } finally {
            service.start();
        }
    }

    @Test
    void goesOnWhenTheBrokerIsBack() throws Exception {
        mailbox.stop();
        broker.publish(mail("616161"));
        rabbit.kill();
        Awaitility.await().atMost(PATIENCE).until(() -> health("/health") == 503);
        mailbox.start();
        rabbit.restart();
        assertThat(EmailConverter.mimeMessageToEmail(firstMail()).getPlainText())
                .contains("616161");
        broker.publish(mail("717171"));
        assertThat(mailbox.waitForIncomingEmail(PATIENCE.toMillis(), 2)).isTrue();
        assertThat(text(1)).contains("717171");
        // Each queue finds its own way back.
        Awaitility.await().atMost(PATIENCE).until(() -> health("/health") == 200);
    }

    @Test
    void sendsANotice() throws Exception {
        Instant now = Instant.now();
        NoticeMail notice = new NoticeMail(
                UUID.randomUUID(),
                ALICE,
                NoticeKind.PASSWORD_CHANGED,
                "Firefox on Linux",
                now,
                now.plus(Duration.ofDays(1)),
                "de",
                "Europe/Berlin");
        broker.publish(notice);
        Email received = EmailConverter.mimeMessageToEmail(firstMail());
        assertThat(received.getSubject()).isEqualTo("Das Passwort Ihres Parley-Kontos wurde geändert");
        assertThat(received.getPlainText()).contains("Firefox on Linux", "(Europe/Berlin)");
        assertThat(received.getHTMLText()).contains("Firefox on Linux", "lang=\"de\"");
    }

    @Test
    void doesNotSendANoticeThatNobodyNeedsAnyMore() throws Exception {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        broker.publish(new NoticeMail(
                UUID.randomUUID(), ALICE, NoticeKind.NEW_DEVICE, "", yesterday, yesterday.plusSeconds(60), "en", ""));
        broker.publish(mail("303030"));
        assertThat(EmailConverter.mimeMessageToEmail(firstMail()).getPlainText())
                .contains("303030");
        assertThat(mailbox.getReceivedMessages()).hasSize(1);
    }

    @Test
    void showsOperatorsTheDeadQueueAndSendsWhatIsInItAgain() throws Exception {
        mailbox.stop();
        CodeMail mail = mail("404040");
        try (ScriptedSmtp server = ScriptedSmtp.start(smtpPort, "550 no such mailbox")) {
            broker.publish(mail);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> dead("GET", "", OPERATOR).body().contains("SMTP 550"));
            assertThat(server.taken()).isZero();
        }
        assertThat(dead("GET", "", OPERATOR).body())
                .contains("\"requestId\":\"" + mail.requestId() + "\"", "\"domain\":\"example.org\"")
                .doesNotContain("404040", "alice");
        mailbox.start();
        assertThat(dead("POST", "/replay", OPERATOR).body()).isEqualTo("{\"replayed\":1}");
        assertThat(EmailConverter.mimeMessageToEmail(firstMail()).getPlainText())
                .contains("404040");
        assertThat(dead("GET", "", OPERATOR).body()).isEqualTo("{\"mails\":[]}");
    }

    @Test
    void showsTheDeadQueueToOperatorsOnly() throws Exception {
        assertThat(dead("GET", "", "a-guess").statusCode()).isEqualTo(401);
        assertThat(dead("POST", "/replay", "a-guess").statusCode()).isEqualTo(401);
        assertThat(dead("GET", "?limit=101", OPERATOR).statusCode()).isEqualTo(400);
        assertThat(dead("GET", "?limit=0", OPERATOR).statusCode()).isEqualTo(400);
        assertThat(exchange("GET", "/internal/v1/dead/identity.events", OPERATOR)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void namesWhatItCannotStartWithout() {
        assertThatThrownBy(() -> NotifierApplication.builder(Map.of()).run("--server.port=0"))
                .hasMessage("The notifier service does not start without:"
                        + " PARLEY_AMQP_URI, PARLEY_MAIL_FROM, PARLEY_MAIL_LINK, PARLEY_SMTP_URI.");
    }

    @Test
    void saysOverHttpToOthersOnlyWhetherItIsWell() throws Exception {
        Awaitility.await().atMost(PATIENCE).until(() -> health("/health") == 200);
        assertThat(health("/")).isEqualTo(404);
        assertThat(health("/actuator/env")).isEqualTo(404);
        assertThat(health("/api/v1/me")).isEqualTo(404);
    }

    /// Listens only after the notifier has found nobody there.
    private static ScriptedSmtp awaitAttempt() throws Exception {
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> true);
        return ScriptedSmtp.start(smtpPort);
    }

    private MimeMessage firstMail() {
        assertThat(mailbox.waitForIncomingEmail(PATIENCE.toMillis(), 1)).isTrue();
        return mailbox.getReceivedMessages()[0];
    }

    private boolean isThere(String code) {
        return Arrays.stream(mailbox.getReceivedMessages())
                .map(received -> EmailConverter.mimeMessageToEmail(received).getPlainText())
                .anyMatch(text -> text != null && text.contains(code));
    }

    private String text(int place) {
        Email mail = EmailConverter.mimeMessageToEmail(mailbox.getReceivedMessages()[place]);
        return Objects.requireNonNullElse(mail.getPlainText(), "");
    }

    private static CodeMail mail(String code) {
        return new CodeMail(UUID.randomUUID(), ALICE, code, inMinutes(5), "en");
    }

    private static Instant inMinutes(long minutes) {
        return Instant.now().plus(Duration.ofMinutes(minutes));
    }

    private static int health(String path) throws Exception {
        return exchange("GET", path, "").statusCode();
    }

    private static HttpResponse<String> dead(String method, String path, String token) throws Exception {
        return exchange(method, "/internal/v1/dead/send-otp" + path, token);
    }

    private static HttpResponse<String> exchange(String method, String path, String token) throws Exception {
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .header("Authorization", "Bearer " + token)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
