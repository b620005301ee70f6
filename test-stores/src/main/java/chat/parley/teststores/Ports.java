package chat.parley.teststores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Free ports, and waiting until somebody listens on one.
public final class Ports {
    private static final int CONNECT_MS = 500;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Ports() {}

    /// A loopback port that nobody has now.
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void awaitListener(int port, Duration atMost, Path log) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!listens(port)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Nobody listens on port " + port + "; its log: " + content(log));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String content(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(none)";
        }
    }
}
