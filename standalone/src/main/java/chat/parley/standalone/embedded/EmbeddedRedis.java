package chat.parley.standalone.embedded;

import chat.parley.standalone.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import redis.embedded.RedisServer;

/// A real redis-server as a child of this process, with its append-only file in a folder: sessions outlive a restart.
public final class EmbeddedRedis implements AutoCloseable {
    private static final Duration TO_END = Duration.ofSeconds(3);

    private final RedisServer server;
    private final String uri;

    private EmbeddedRedis(RedisServer server, String uri) {
        this.server = server;
        this.uri = uri;
    }

    /// Starts it on a free loopback port. A redis-server that an earlier, killed process left behind on this folder is
    /// ended first: two on one file would destroy it.
    public static EmbeddedRedis start(Path folder, String password) {
        Path pidFile = folder.resolve("redis.pid");
        endLeftOver(pidFile);
        int port = FreePort.find();
        try {
            RedisServer server = RedisServer.newRedisServer()
                    .bind("127.0.0.1")
                    .port(port)
                    .setting("dir " + folder)
                    .setting("pidfile " + pidFile)
                    .setting("requirepass " + password)
                    .setting("appendonly yes")
                    .setting("appendfsync everysec")
                    .setting("save \"\"")
                    .setting("maxmemory 256mb")
                    .setting("maxmemory-policy noeviction")
                    .build();
            server.start();
            return new EmbeddedRedis(server, "redis://:" + password + "@127.0.0.1:" + port);
        } catch (IOException e) {
            throw new Refusal("the embedded Redis does not start (" + e.getMessage() + "). Look at the folder " + folder
                    + ", or give the address of a Redis in PARLEY_REDIS_URI.");
        }
    }

    /// The address, with its password: not for logs.
    public String uri() {
        return uri;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            // It ends with the process in any case.
        }
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
