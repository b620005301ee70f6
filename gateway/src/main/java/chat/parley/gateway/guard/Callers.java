package chat.parley.gateway.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds out who calls. Of a trusted proxy the last `X-Forwarded-For` is believed, which is the peer that the proxy
/// saw.
final class Callers {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";

    private final Networks trusted;

    Callers(GuardProperties properties) {
        trusted = Networks.parse(properties.trustedProxies());
    }

    /// @param headers all lines of a header; null or empty where there is none
    Caller of(@Nullable InetSocketAddress peer, boolean encrypted, Function<String, @Nullable List<String>> headers) {
        if (peer == null || !trusted.contain(peer)) {
            return new Caller(textOf(peer), encrypted);
        }
        String proto = last(headers.apply(PROTO), encrypted ? "https" : "http");
        return new Caller(last(headers.apply(FOR), textOf(peer)), "https".equals(proto));
    }

    /// Of all lines of the header together: a proxy may add to the caller's line, or a line of its own behind it.
    private static String last(@Nullable List<String> lines, String otherwise) {
        if (lines == null || lines.isEmpty() || lines.getLast().isBlank()) {
            return otherwise;
        }
        String line = lines.getLast();
        return line.substring(line.lastIndexOf(',') + 1).strip();
    }

    private static String textOf(@Nullable InetSocketAddress peer) {
        InetAddress address = peer == null ? null : peer.getAddress();
        return address == null ? "unknown" : address.getHostAddress();
    }
}
