package chat.parley.standalone;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A Parley in a process of its own, on free ports and a given data folder; its output goes to a file.
final class ParleyProcess implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(2);
    private static final Duration TO_END = Duration.ofSeconds(20);

    private final Process process;
    private final Path output;
    private final int port;
    private final int inboxPort;

    private ParleyProcess(Process process, Path output, int port, int inboxPort) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.inboxPort = inboxPort;
    }

    /// Starts one and waits until it says that it is ready.
    static ParleyProcess start(Path data) {
        return start(data, List.of());
    }

    /// The same, with more arguments.
    static ParleyProcess start(Path data, List<String> more) {
        List<String> arguments =
                Stream.concat(Stream.of("--data=" + data), more.stream()).toList();
        int port = freePort();
        int inboxPort = freePort();
        ParleyProcess parley = launch(arguments, Map.of(), port, inboxPort);
        Awaitility.await("Parley is ready").atMost(TO_START).until(parley::isReadyOrGone);
        if (!parley.isRunning()) {
            throw new AssertionError("Parley did not start:\n" + parley.output());
        }
        return parley;
    }

    /// Launches one without waiting.
    static ParleyProcess launch(List<String> arguments, Map<String, String> environment, int port, int inboxPort) {
        try {
            Path output = Files.createTempFile("parley", ".out");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx384m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "chat.parley.standalone.StandaloneApplication",
                    "--port=" + port,
                    "--inbox-port=" + inboxPort,
                    "--identity-port=" + freePort(),
                    "--messaging-port=" + freePort(),
                    "--rsocket-port=" + freePort(),
                    "--notifier-port=" + freePort()));
            command.addAll(arguments);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new ParleyProcess(builder.start(), output, port, inboxPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://localhost:" + port;
    }

    String inbox() {
        return "http://localhost:" + inboxPort + "/inbox";
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /// As a power cut would: nothing of it gets to say anything. Its redis-server stays behind, as in real life.
    void kill() {
        process.destroyForcibly();
        awaitEnd(TO_END);
    }

    /// As Ctrl-C does; the time it took.
    @CanIgnoreReturnValue
    Duration stop() {
        long begun = System.nanoTime();
        process.destroy();
        awaitEnd(TO_END);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /// Waits for the end of a process that ends by itself; its exit code.
    int exitCode() {
        awaitEnd(TO_START);
        return process.exitValue();
    }

    @Override
    public void close() {
        stop();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReadyOrGone() {
        return output().contains("Ctrl-C ends it.") || !process.isAlive();
    }

    private void awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Parley did not end within " + patience + ":\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
