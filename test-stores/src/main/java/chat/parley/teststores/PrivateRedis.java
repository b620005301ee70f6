package chat.parley.teststores;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A redis-server of our own: free loopback port, temporary folder, append-only file forced at every write.
public final class PrivateRedis implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(20);

    private final Path program = Program.find("redis-server", "/usr/bin/redis-server", "/usr/local/bin/redis-server");
    private final ScratchFolder folder = ScratchFolder.create("redis");
    private final int port = Ports.free();
    private Child child;

    private PrivateRedis() {
        child = launch();
    }

    /// Starts one for a test that kills it or fills it with its own; the test closes it.
    public static PrivateRedis start() {
        return new PrivateRedis();
    }

    /// The one that all test classes of this process share; never kill it, and use keys of your own.
    public static PrivateRedis shared() {
        return Shared.INSTANCE;
    }

    /// The address, as `spring.data.redis.url` wants it.
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /// The loopback port.
    public int port() {
        return port;
    }

    /// Ends it at once, as a crash would; [#restart()] brings it back.
    public void kill() {
        child.kill();
    }

    /// Starts it again on the same port and data.
    public void restart() {
        child = launch();
    }

    @Override
    public void close() {
        child.kill();
        folder.delete();
    }

    private Child launch() {
        Path log = folder.path().resolve("redis.log");
        List<String> command = List.of(
                program.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.path().toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--save",
                "");
        Child launched = Child.start(log, Map.of(), command);
        Ports.awaitListener(port, READY_WITHIN, log);
        return launched;
    }

    private static final class Shared {
        private static final PrivateRedis INSTANCE = create();

        private static PrivateRedis create() {
            PrivateRedis redis = new PrivateRedis();
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close, "shared-redis-end"));
            return redis;
        }
    }
}
