package chat.parley.gateway;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One end of a TCP connection, to say and hear exactly these bytes. Texts are ISO 8859-1, so that any byte is a
/// character. Waits ten seconds at most for anything.
final class Line implements AutoCloseable {
    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: " + ACCEPT + "\r\n\r\n";

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private static final int PATIENCE_MS = 10_000;
    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket;

    Line(Socket socket) {
        this.socket = socket;
        try {
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Line to(int port) {
        try {
            return new Line(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The head of a proper request for a socket, with these lines more.
    static String upgrade(String path, String... more) {
        return request("GET " + path + " HTTP/1.1", "Sec-WebSocket-Version: 13", String.join("\r\n", more));
    }

    /// The head of a request that differs in its first line and its version.
    static String request(String first, String version, String more) {
        String head = String.join(
                "\r\n",
                first,
                "Host: chat.example.org",
                "Upgrade: websocket",
                "Connection: keep-alive, Upgrade",
                "Sec-WebSocket-Key: " + KEY,
                version);
        return head + "\r\n" + (more.isEmpty() ? "" : more + "\r\n") + "\r\n";
    }

    /// A short text as a client's frame.
    static String frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0x80 | bytes.length);
        frame.writeBytes(MASK);
        for (int i = 0; i < bytes.length; i++) {
            frame.write(bytes[i] ^ MASK[i % MASK.length]);
        }
        return frame.toString(StandardCharsets.ISO_8859_1);
    }

    /// A short text as a server's frame.
    static String echo(String text) {
        return "\u0081" + (char) text.length() + text;
    }

    @CanIgnoreReturnValue
    Line say(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Up to the empty line.
    String head() {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            String next = hear(1);
            if (next.isEmpty()) {
                return head.toString();
            }
            head.append(next);
        }
        return head.toString();
    }

    /// An answer with a body of known length.
    String answer() {
        String head = head();
        Matcher length = LENGTH.matcher(head);
        return length.find() ? head + hear(Integer.parseInt(length.group(1))) : head;
    }

    /// So many bytes, fewer only where the other side has ended.
    String hear(int bytes) {
        try {
            return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All up to the end, however abrupt that is.
    String rest() {
        StringBuilder all = new StringBuilder();
        byte[] some = new byte[65_536];
        try {
            for (int count = read(some); count > 0; count = read(some)) {
                all.append(new String(Arrays.copyOf(some, count), StandardCharsets.ISO_8859_1));
            }
        } catch (java.net.SocketException reset) {
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    private int read(byte[] some) throws IOException {
        return socket.getInputStream().read(some);
    }

    /// Says nothing more, but listens.
    @CanIgnoreReturnValue
    Line shutUp() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends as a crash does.
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
