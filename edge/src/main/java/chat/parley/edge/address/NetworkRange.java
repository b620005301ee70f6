package chat.parley.edge.address;

import java.net.InetAddress;
import java.util.Arrays;

/// A network address, or a range of them: `10.0.0.0/8`, `::1`.
final class NetworkRange {
    private final byte[] network;
    private final int bits;

    private NetworkRange(byte[] address, int bits) {
        this.bits = bits;
        this.network = masked(address);
    }

    static NetworkRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                .getAddress();
        int bits = slash < 0 ? address.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
        return new NetworkRange(address, bits);
    }

    boolean contains(InetAddress other) {
        byte[] candidate = other.getAddress();
        return candidate.length == network.length && Arrays.equals(masked(candidate), network);
    }

    private byte[] masked(byte[] value) {
        byte[] masked = value.clone();
        for (int bit = bits; bit < masked.length * Byte.SIZE; bit++) {
            masked[bit / Byte.SIZE] &= (byte) ~(1 << (Byte.SIZE - 1 - bit % Byte.SIZE));
        }
        return masked;
    }
}
