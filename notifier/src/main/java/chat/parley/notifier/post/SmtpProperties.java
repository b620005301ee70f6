package chat.parley.notifier.post;

import chat.parley.edge.start.MissingSetting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/// The mail server: `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte.
///
/// With `smtp`, TLS is used where the server offers it. A password never leaves this machine without TLS.
@ConfigurationProperties("parley.smtp")
record SmtpProperties(@Nullable URI uri) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String TLS_SCHEME = "smtps";
    private static final int TLS_PORT = 465;
    private static final int PLAIN_PORT = 25;

    SmtpProperties {
        if (uri == null
                || uri.getHost() == null
                || !("smtp".equals(uri.getScheme()) || TLS_SCHEME.equals(uri.getScheme()))) {
            throw new MissingSetting(
                    "parley.smtp.uri (PARLEY_SMTP_URI)", "the mail server, as in smtp://user:password@host:587");
        }
    }

    String host() {
        return address().getHost();
    }

    int port() {
        int port = address().getPort();
        if (port > 0) {
            return port;
        }
        return TLS_SCHEME.equals(address().getScheme()) ? TLS_PORT : PLAIN_PORT;
    }

    @Nullable
    String user() {
        return credential(0);
    }

    @Nullable
    String password() {
        return credential(1);
    }

    TransportStrategy transport() {
        if (TLS_SCHEME.equals(address().getScheme())) {
            return TransportStrategy.SMTPS;
        }
        boolean secret = password() != null && !LOOPBACK.contains(host());
        return secret ? TransportStrategy.SMTP_TLS : TransportStrategy.SMTP;
    }

    /// Without user and password.
    @Override
    public String toString() {
        return "SmtpProperties[" + host() + ":" + port() + "]";
    }

    private @Nullable String credential(int place) {
        String both = address().getRawUserInfo();
        if (both == null) {
            return null;
        }
        String[] parts = both.split(":", 2);
        return place < parts.length ? StringUtils.uriDecode(parts[place], StandardCharsets.UTF_8) : null;
    }

    private URI address() {
        if (uri == null) {
            throw new IllegalStateException("Checked when it was made");
        }
        return uri;
    }
}
