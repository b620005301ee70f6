package chat.parley.embedded.mongo.benchmark;

import chat.parley.embedded.mongo.EmbeddedMongo;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One of the two stores in a process of its own, so that its memory can be told.
final class Server implements AutoCloseable {
    private static final String HEAP = "-Xmx1500m";

    private final Process process;
    private final String uri;
    private final Duration start;

    private Server(List<String> arguments) {
        long begin = System.nanoTime();
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HEAP,
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dlogback.configurationFile=quiet.xml",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Server.class.getName());
            builder.command().addAll(arguments);
            process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            uri = process.inputReader()
                    .lines()
                    .filter(line -> line.startsWith("mongodb:"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start = Duration.ofNanos(System.nanoTime() - begin);
    }

    static Server rocks(Path folder) {
        return new Server(List.of(folder.toString()));
    }

    static Server memory() {
        return new Server(List.of());
    }

    String uri() {
        return uri;
    }

    /// From the start of the process to its address.
    Duration start() {
        return start;
    }

    /// What the process has used of the processors, in microseconds.
    double cpuMicros() {
        return cpuMicros(process.toHandle());
    }

    static double cpuMicros(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1_000.0;
    }

    /// What the process holds in memory, in megabytes.
    long megabytes() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.toHandle().destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void main(String[] args) throws InterruptedException {
        if (args.length == 0) {
            System.out.println(new MongoServer(new MemoryBackend()).bindAndGetConnectionString());
        } else {
            EmbeddedMongo mongo = EmbeddedMongo.inFolder(Path.of(args[0]));
            Runtime.getRuntime().addShutdownHook(new Thread(mongo::close));
            System.out.println(mongo.uri());
        }
        Thread.currentThread().join();
    }
}
