package chat.parley.standalone.embedded;

import chat.parley.standalone.Refusal;
import chat.parley.standalone.data.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import redis.embedded.core.ExecutableProvider;

/// A real redis-server as a child of this process, with its append-only file in a folder: sessions outlive a restart.
public final class EmbeddedRedis implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(30);
    private static final Duration TO_END = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Leash process;
    private final String uri;

    private EmbeddedRedis(Leash process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    /// Starts it on a free loopback port. A redis-server that an earlier, killed process left behind on this folder is
    /// ended first: two on one file would destroy it.
    public static EmbeddedRedis start(Path folder, String password) {
        endLeftOver(folder.resolve("redis.pid"));
        int port = FreePort.find();
        try {
            Leash process = launch(folder, port, password);
            awaitAnswer(process, new RedisPing(port, password), folder);
            return new EmbeddedRedis(process, "redis://:" + password + "@127.0.0.1:" + port);
        } catch (IOException e) {
            throw cannot(folder, Objects.requireNonNullElse(e.getMessage(), "no reason given"));
        }
    }

    /// The address, with its password: not for logs.
    public String uri() {
        return uri;
    }

    @Override
    public void close() {
        process.close();
    }

    /// The password stands in a file that only its owner reads, not on the command line, which everybody sees.
    private static Leash launch(Path folder, int port, String password) throws IOException {
        Path settings = OwnerOnly.write(
                folder.resolve("redis.conf"), """
                bind 127.0.0.1
                port %d
                dir "%s"
                pidfile "%s"
                requirepass %s
                appendonly yes
                appendfsync everysec
                save ""
                maxmemory 256mb
                maxmemory-policy noeviction
                """.formatted(port, folder, folder.resolve("redis.pid"), password));
        Path programs = Files.createDirectories(folder.resolve("program"));
        Path program = ExecutableProvider.newJarResourceProvider(programs.toFile())
                .get()
                .toPath();
        return Leash.start(List.of(program.toString(), settings.toString()), folder.resolve("redis.log"));
    }

    private static void awaitAnswer(Leash process, RedisPing ping, Path folder) {
        long deadline = System.nanoTime() + TO_START.toNanos();
        while (!ping.answers()) {
            if (!process.isRunning() || System.nanoTime() > deadline) {
                process.close();
                throw cannot(folder, "see redis.log there");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Refusal cannot(Path folder, String reason) {
        return new Refusal("the embedded Redis does not start (" + reason + "). Look at the folder " + folder
                + ", or give the address of a Redis in PARLEY_REDIS_URI.");
    }

    private static void endLeftOver(Path pidFile) {
        try {
            if (Files.exists(pidFile)) {
                long pid = Long.parseLong(Files.readString(pidFile).strip());
                ProcessHandle.of(pid).filter(EmbeddedRedis::isRedis).ifPresent(EmbeddedRedis::end);
                Files.deleteIfExists(pidFile);
            }
        } catch (IOException | NumberFormatException e) {
            throw new Refusal("the file " + pidFile + " cannot be read. Remove it when no redis-server is running.");
        }
    }

    private static boolean isRedis(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("redis"))
                .orElse(false);
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(TO_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
