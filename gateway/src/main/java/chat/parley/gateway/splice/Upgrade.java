package chat.parley.gateway.splice;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// What a caller hears whose socket opens.
final class Upgrade {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final byte[] TRY_LATER = {(byte) 0x88, 2, (byte) (1013 >> 8), (byte) 1013};

    private Upgrade() {}

    static ByteBuf answer(String accept) {
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n";
        return Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII);
    }

    /// Opens it only to close it with 1013: a page can read a close code, but no status of a refused handshake.
    static ByteBuf comeBackLater(String key) {
        return Unpooled.wrappedBuffer(answer(accept(key)), Unpooled.wrappedBuffer(TRY_LATER));
    }

    private static String accept(String key) {
        try {
            byte[] text = (key + MAGIC).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
