package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who does not read makes the other side wait, and the gateway keeps little in between.
@Timeout(120)
final class SocketPressureTest {
    private static final int ALL = 64 * 1024 * 1024;
    /// Nearly all of it is what the kernel keeps for four ends of sockets.
    private static final int BOUND = 32 * 1024 * 1024;

    private static final long STUCK_MS = 1_000;

    private ServerSocketChannel door;
    private TestGateway gateway;
    private Socket caller;
    private SocketChannel messaging;

    @BeforeEach
    void open() throws IOException {
        door = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        gateway = TestGateway.before("http://127.0.0.1:" + door.socket().getLocalPort());
        caller = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        caller.getOutputStream().write(Line.upgrade("/ws").getBytes(StandardCharsets.ISO_8859_1));
        messaging = door.accept();
        Line end = new Line(messaging.socket());
        assertThat(end.head()).startsWith("GET /ws ");
        end.say(Line.UPGRADED);
        assertThat(caller.getInputStream().readNBytes(Line.UPGRADED.length())).isNotEmpty();
        messaging.configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        caller.close();
        messaging.close();
        gateway.close();
        door.close();
    }

    @Test
    void aCallerThatDoesNotReadStopsMessagingAndLosesNothing() throws Exception {
        try (Selector writable = Selector.open()) {
            var unused = messaging.register(writable, SelectionKey.OP_WRITE);
            int before = writeUntilStuck(writable, 0);
            assertThat(before).isLessThan(BOUND);

            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(this::readAll);
            assertThat(writeUntilStuck(writable, before)).isEqualTo(ALL);
            messaging.shutdownOutput();
            assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(ALL);
        }
    }

    /// The byte at n is n modulo 251, which no power of two divides. Returns where it got to.
    private int writeUntilStuck(Selector writable, int from) throws IOException {
        int written = from;
        while (written < ALL && writable.select(STUCK_MS) > 0) {
            writable.selectedKeys().clear();
            written += messaging.write(ByteBuffer.wrap(bytes(written, Math.min(65_536, ALL - written))));
        }
        return written;
    }

    private static byte[] bytes(int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ((from + i) % 251);
        }
        return bytes;
    }

    private int readAll() {
        try {
            int at = 0;
            byte[] some = caller.getInputStream().readNBytes(65_536);
            while (some.length > 0) {
                assertThat(some).isEqualTo(bytes(at, some.length));
                at += some.length;
                some = caller.getInputStream().readNBytes(65_536);
            }
            return at;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
