package chat.parley.notifier.smtp;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.mailer.MailerBuilder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The mail library, told where to go.
@Configuration(proxyBeanMethods = false)
class SmtpConfiguration {
    private static final int PATIENCE_MS = 10_000;
    private static final int SUBMISSION = 587;
    private static final int SMTPS = 465;

    @Bean
    @ConditionalOnMissingBean
    @SuppressWarnings("TimeZoneUsage") // the one clock that all others come from
    Clock clock() {
        return Clock.systemUTC();
    }

    /// Addresses were checked by identity; whether they exist the server knows best.
    @Bean
    Mailer mailer(SmtpProperties properties) {
        URI uri = properties.uri();
        TransportStrategy strategy = strategy(uri);
        int port = uri.getPort() > 0 ? uri.getPort() : strategy == TransportStrategy.SMTPS ? SMTPS : SUBMISSION;
        return MailerBuilder.withSMTPServer(uri.getHost(), port, userInfo(uri, 0), userInfo(uri, 1))
                .withTransportStrategy(strategy)
                .withSessionTimeout(PATIENCE_MS)
                .clearEmailValidator()
                .buildMailer();
    }

    private static TransportStrategy strategy(URI uri) {
        return switch (String.valueOf(uri.getScheme())) {
            case "smtps" -> TransportStrategy.SMTPS;
            case "smtp+tls" -> TransportStrategy.SMTP_TLS;
            default -> TransportStrategy.SMTP;
        };
    }

    private static @Nullable String userInfo(URI uri, int part) {
        String userInfo = uri.getRawUserInfo();
        String[] parts = userInfo == null ? new String[0] : userInfo.split(":", 2);
        return parts.length > part ? URLDecoder.decode(parts[part], StandardCharsets.UTF_8) : null;
    }
}
