package chat.parley.notifier.smtp;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The way to the mail server.
///
/// @param uri `smtp://user:password@host:port`, `smtp+tls://`, or `smtps://`
@ConfigurationProperties("parley.smtp")
record SmtpProperties(URI uri) {
    /// Without the password.
    @Override
    public String toString() {
        return "SmtpProperties[]";
    }
}
