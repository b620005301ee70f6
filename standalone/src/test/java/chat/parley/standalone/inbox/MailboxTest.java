package chat.parley.standalone.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MailboxTest {
    private final Mailbox mailbox = Mailbox.start(0, 0);
    private final HttpClient browser = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        mailbox.close();
        browser.close();
    }

    @Test
    void tellsProgramsWhatWasMailedTheNewestFirst() throws Exception {
        send("ada@example.org", "Your code is 123456", "Enter 123456.", "<b>123456</b>");
        send("bob@example.org", "Your code is 654321", "Enter 654321.", "<b>654321</b>");
        send("ada@example.org", "Your code is 111222", "Enter 111222.", "<b>111222</b>");

        String json = get("?to=Ada@example.org&format=json").body();

        assertThat(json).startsWith("[{\"to\":\"ada@example.org\",\"subject\":\"Your code is 111222\"");
        assertThat(json).contains("\"text\":\"Enter 123456.\"", "receivedAt").doesNotContain("bob", "654321");
        assertThat(get("?to=nobody@example.org&format=json").body()).isEqualTo("[]");
    }

    @Test
    void showsTheCodeAndKeepsTheMailsHtmlInASandbox() throws Exception {
        send("ada@example.org", "<img src=x onerror=alert(1)>", "Enter 123456. {{code}}", "<script>alert(1)</script>");

        HttpResponse<String> page = get("");
        HttpResponse<String> framed = get("/1/html");

        assertThat(page.body())
                .contains("data-code=\"123456\"", "&lt;img src=x", "<iframe sandbox")
                .doesNotContain("<img", "<script>alert");
        assertThat(policy(page)).contains("default-src 'none'").doesNotContain("unsafe");
        assertThat(framed.body()).contains("<script>");
        assertThat(policy(framed)).startsWith("sandbox; default-src 'none'");
    }

    @Test
    void keepsABoundedNumber() throws Exception {
        for (int n = 0; n <= Mails.MOST; n++) {
            send("ada@example.org", "Mail number " + n, "text", "");
        }

        assertThat(get("?format=json").body())
                .contains("\"Mail number " + Mails.MOST + "\"", "\"Mail number 1\"")
                .doesNotContain("\"Mail number 0\"");
    }

    @Test
    void knowsNoOtherPages() throws Exception {
        assertThat(get("/99/html").statusCode()).isEqualTo(404);
        assertThat(get("/x/html").statusCode()).isEqualTo(404);
        assertThat(get("").body()).contains("No mail yet");
    }

    private HttpResponse<String> get(String rest) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(mailbox.pageUri() + rest)).build();
        return browser.send(request, BodyHandlers.ofString());
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElse("");
    }

    private void send(String to, String subject, String text, String html) throws MessagingException {
        URI smtp = URI.create(mailbox.smtpUri());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", smtp.getHost());
        properties.setProperty("mail.smtp.port", Integer.toString(smtp.getPort()));
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress("parley@example.org"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject(subject);
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text);
        MimeBodyPart rich = new MimeBodyPart();
        rich.setContent(html, "text/html; charset=utf-8");
        mail.setContent(html.isEmpty() ? new MimeMultipart(plain) : new MimeMultipart("alternative", plain, rich));
        Transport.send(mail);
    }
}
