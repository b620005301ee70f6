package chat.parley.notifier.letter;

import chat.parley.edge.start.MissingSetting;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// What all mails have in common.
///
/// @param from the sender, as in `Parley <no-reply@example.org>`
/// @param link the web client's address; mails never take one from a request
@ConfigurationProperties("parley.mail")
record MailProperties(String from, URI link) {
    InternetAddress sender() {
        try {
            return new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new MissingSetting("notifier", "PARLEY_MAIL_FROM as in Parley <no-reply@example.org>");
        }
    }

    URI site() {
        if (!("http".equals(link.getScheme()) || "https".equals(link.getScheme()))) {
            throw new MissingSetting("notifier", "PARLEY_MAIL_LINK as in https://chat.example.org");
        }
        return link;
    }
}
