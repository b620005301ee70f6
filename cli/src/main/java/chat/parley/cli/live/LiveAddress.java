package chat.parley.cli.live;

import chat.parley.cli.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a live connection goes, and how.
///
/// @param uri `tcp://host:port` or `tls://host:port` for RSocket over TCP, else `ws://…` or `wss://…` with a path
public record LiveAddress(Transport transport, URI uri) {
    private static final int RSOCKET_PORT = 7_000;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    public LiveAddress {
        List<String> schemes = transport == Transport.RSOCKET_TCP ? List.of("tcp", "tls") : List.of("ws", "wss");
        if (uri.getScheme() == null || !schemes.contains(uri.getScheme()) || uri.getHost() == null) {
            throw Refusal.unclear(uri + " is no address for " + transport + ", which are " + schemes.getFirst()
                    + "://host:port and " + schemes.getLast() + "://host:port.");
        }
    }

    /// What is used when nobody says which: TCP to this machine, a WebSocket to any other, since TCP shows the token
    /// and
    /// is seldom let through.
    public static Transport usual(URI server, @Nullable URI node) {
        if (node != null) {
            return List.of("ws", "wss").contains(node.getScheme()) ? Transport.RSOCKET_WS : Transport.RSOCKET_TCP;
        }
        return THIS_MACHINE.contains(host(server)) && !isSecure(server) ? Transport.RSOCKET_TCP : Transport.RSOCKET_WS;
    }

    /// The address at this server.
    public static LiveAddress at(URI server, Transport transport) {
        return switch (transport) {
            case RSOCKET_TCP -> new LiveAddress(transport, URI.create("tcp://" + host(server) + ":" + RSOCKET_PORT));
            case RSOCKET_WS -> new LiveAddress(transport, socket(server, "/rsocket"));
            case WEBSOCKET -> new LiveAddress(transport, socket(server, "/ws"));
        };
    }

    /// The address of a messaging node that somebody named; the path may be left out.
    public static LiveAddress node(URI node, Transport transport) {
        boolean bare = node.getPath() == null || node.getPath().length() < 2;
        return switch (transport) {
            case RSOCKET_TCP -> new LiveAddress(transport, node);
            case RSOCKET_WS -> new LiveAddress(transport, bare ? node.resolve("/rsocket") : node);
            case WEBSOCKET -> new LiveAddress(transport, bare ? node.resolve("/ws") : node);
        };
    }

    /// The port, also where the address leaves it out.
    int port() {
        return uri.getPort() > 0 ? uri.getPort() : defaultPort();
    }

    boolean secure() {
        return List.of("tls", "wss").contains(uri.getScheme());
    }

    private int defaultPort() {
        if (transport == Transport.RSOCKET_TCP) {
            return RSOCKET_PORT;
        }
        return secure() ? 443 : 80;
    }

    private static URI socket(URI server, String path) {
        String port = server.getPort() > 0 ? ":" + server.getPort() : "";
        return URI.create((isSecure(server) ? "wss://" : "ws://") + host(server) + port + path);
    }

    private static boolean isSecure(URI server) {
        return "https".equals(server.getScheme());
    }

    private static String host(URI server) {
        return server.getHost();
    }
}
