package chat.parley.gateway.splice;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// What the first bytes of a connection say of where it wants to go. Most are somebody else's after five of them.
enum Glance {
    /// To a socket, by whatever method.
    SOCKET,
    /// Elsewhere, or no HTTP at all.
    OTHER,
    /// Too short to tell.
    UNSURE;

    private static final int LONGEST_METHOD = 16;
    private static final byte[] WS = SocketPaths.WS.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RSOCKET = SocketPaths.RSOCKET.getBytes(StandardCharsets.US_ASCII);

    static Glance at(ByteBuf bytes) {
        int method = bytes.bytesBefore(Math.min(bytes.readableBytes(), LONGEST_METHOD), (byte) ' ');
        if (method < 0) {
            return bytes.readableBytes() < LONGEST_METHOD ? UNSURE : OTHER;
        }
        int path = bytes.readerIndex() + method + 1;
        Glance first = compare(bytes, path, WS);
        return first == OTHER ? compare(bytes, path, RSOCKET) : first;
    }

    private static Glance compare(ByteBuf bytes, int from, byte[] path) {
        int end = Math.min(bytes.writerIndex(), from + path.length);
        for (int i = from; i < end; i++) {
            if (bytes.getByte(i) != path[i - from]) {
                return OTHER;
            }
        }
        return bytes.writerIndex() > from + path.length ? ending(bytes.getByte(from + path.length)) : UNSURE;
    }

    private static Glance ending(byte next) {
        return next == ' ' || next == '?' ? SOCKET : OTHER;
    }
}
