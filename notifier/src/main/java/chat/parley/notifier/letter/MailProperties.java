package chat.parley.notifier.letter;

import chat.parley.edge.start.MissingSetting;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// What all mails have in common.
///
/// @param from the sender, as in `Parley <no-reply@example.org>`
/// @param link the web client's address; mails never take one from a request
@ConfigurationProperties("parley.mail")
record MailProperties(@Nullable String from, @Nullable URI link) {
    InternetAddress sender() {
        if (from == null || from.isBlank()) {
            throw noSender();
        }
        try {
            return new InternetAddress(from, true);
        } catch (AddressException e) {
            throw noSender();
        }
    }

    URI site() {
        if (link == null || !("http".equals(link.getScheme()) || "https".equals(link.getScheme()))) {
            throw new MissingSetting(
                    "parley.mail.link (PARLEY_MAIL_LINK)",
                    "the web client's address for links in mails, as in https://chat.example.org");
        }
        return link;
    }

    private static MissingSetting noSender() {
        return new MissingSetting(
                "parley.mail.from (PARLEY_MAIL_FROM)", "the sender of mails, as in Parley <no-reply@example.org>");
    }
}
