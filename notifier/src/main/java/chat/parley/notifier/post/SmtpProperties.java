package chat.parley.notifier.post;

import chat.parley.edge.start.MissingSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/// The mail server: `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte.
///
/// Kept as text, so that no error of converting it shows it.
///
/// With `smtp`, TLS is used where the server offers it. A password never leaves this machine without TLS.
@ConfigurationProperties("parley.smtp")
record SmtpProperties(String uri) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String TLS_SCHEME = "smtps";
    private static final Map<String, Integer> PORTS = Map.of("smtp", 25, TLS_SCHEME, 465);

    SmtpProperties {
        if (!isMailServer(uri)) {
            throw new MissingSetting("notifier", "PARLEY_SMTP_URI as in smtp://user:password@host:587");
        }
    }

    String host() {
        return address().getHost();
    }

    int port() {
        int port = address().getPort();
        return port > 0 ? port : PORTS.getOrDefault(address().getScheme(), port);
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

    private static boolean isMailServer(String uri) {
        try {
            URI address = new URI(uri);
            return address.getHost() != null && PORTS.containsKey(address.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private URI address() {
        return URI.create(uri);
    }

    private @Nullable String credential(int place) {
        String both = address().getRawUserInfo();
        if (both == null) {
            return null;
        }
        String[] parts = both.split(":", 2);
        return place < parts.length ? StringUtils.uriDecode(parts[place], StandardCharsets.UTF_8) : null;
    }
}
