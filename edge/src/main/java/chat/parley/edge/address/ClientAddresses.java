package chat.parley.edge.address;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// Who really asks: the peer of the connection; behind proxies that we trust, the last address that they vouch for.
/// What stands left of it in `X-Forwarded-For` anybody could have written.
public final class ClientAddresses {
    private static final String FORWARDED = "X-Forwarded-For";
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int IPV4_BYTES = 4;
    private static final int HOPS = 16;

    private final List<NetworkRange> trusted;

    /// @param trustedProxies addresses or networks (`10.0.0.0/8`); blank ones are skipped
    public ClientAddresses(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(NetworkRange::parse)
                .toList();
    }

    /// A short text that is the same for the same client; of an IPv6 address the network, since one client has all of
    /// it.
    public String of(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        InetAddress peer = remote == null ? null : remote.getAddress();
        return peer == null ? "unknown" : text(behind(peer, forwarded(request)));
    }

    /// The same for a peer that nobody speaks for.
    public static String of(@Nullable InetSocketAddress remote) {
        InetAddress peer = remote == null ? null : remote.getAddress();
        return peer == null ? "unknown" : text(peer);
    }

    private InetAddress behind(InetAddress peer, List<String> forwarded) {
        InetAddress client = peer;
        for (String hop : forwarded.reversed()) {
            Optional<InetAddress> next = isTrusted(client) ? parse(hop) : Optional.empty();
            if (next.isEmpty()) {
                return client;
            }
            client = next.get();
        }
        return client;
    }

    private static List<String> forwarded(ServerHttpRequest request) {
        List<String> hops = request.getHeaders().getValuesAsList(FORWARDED);
        return hops.subList(Math.max(0, hops.size() - HOPS), hops.size());
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static Optional<InetAddress> parse(String hop) {
        try {
            return Optional.of(InetAddress.ofLiteral(hop.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] kept = bytes.length == IPV4_BYTES ? bytes : Arrays.copyOf(bytes, IPV6_NETWORK_BYTES);
        return HexFormat.of().formatHex(kept);
    }
}
