package chat.parley.teststores;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/// Free ports, and waiting until somebody listens on one.
public final class Ports {
    private static final int FIRST = 15_000;
    private static final int AFTER_LAST = 32_000;
    private static final int TRIES = 1_000;
    private static final int CONNECT_MS = 500;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Ports() {}

    /// A loopback port that nobody has now, and that no outgoing connection will be given: from below the range that
    /// Linux takes those from (`ip_local_port_range`, 32768 and up). A port out of that range can be gone between this
    /// answer and the moment somebody listens on it, or while a server that comes back later is away.
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(TRIES, FIRST, AFTER_LAST)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
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
