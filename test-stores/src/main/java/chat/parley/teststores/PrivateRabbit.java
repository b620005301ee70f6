package chat.parley.teststores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A RabbitMQ of our own, with its own node name, ports, data and name daemon, all on the loopback address.
public final class PrivateRabbit implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    /// Not the one in /usr/sbin, which insists on the system's own user and folders.
    private final Path program = Program.find(
            "rabbitmq-server", "/usr/lib/rabbitmq/bin/rabbitmq-server", "/opt/rabbitmq/sbin/rabbitmq-server");

    private final Path nameDaemon = Program.find("erlang-base", "/usr/bin/epmd", "/usr/local/bin/epmd");
    private final ScratchFolder folder = ScratchFolder.create("rabbit");
    private final int port = Ports.free();
    private final int namePort = Ports.free();
    private final int nodePort = Ports.free();
    private final Child names;
    private Child broker;

    private PrivateRabbit() {
        write("rabbitmq.conf", "listeners.tcp.default = 127.0.0.1:" + port + "\n");
        write("enabled_plugins", "[].\n");
        names = launchNames();
        broker = launchBroker();
    }

    /// Starts one for a test that kills it; the test closes it.
    public static PrivateRabbit start() {
        return new PrivateRabbit();
    }

    /// The one that all test classes of this process share; never kill it, and use queues of your own.
    public static PrivateRabbit shared() {
        return Shared.INSTANCE;
    }

    /// The address with user and password.
    public String uri() {
        return "amqp://guest:guest@127.0.0.1:" + port;
    }

    /// The loopback port.
    public int port() {
        return port;
    }

    /// Ends it at once, as a crash would; [#restart()] brings it back.
    public void kill() {
        broker.kill();
    }

    /// Whether the definition of this durable queue has reached the disk. RabbitMQ writes definitions a moment after
    /// it has said that they are there; a crash in between loses the queue, with every message in it. Look before the
    /// first message is published, which names the queue as well.
    public boolean hasOnDisk(String queue) {
        try (Stream<Path> files = Files.walk(file("data"))) {
            return files.filter(Files::isRegularFile).anyMatch(data -> contains(data, queue));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file may vanish between the list and the look.
    private static boolean contains(Path data, String name) {
        try {
            return Files.readString(data, StandardCharsets.ISO_8859_1).contains(name);
        } catch (IOException gone) {
            return false;
        }
    }

    /// Starts it again on the same port and data.
    public void restart() {
        broker = launchBroker();
    }

    @Override
    public void close() {
        broker.kill();
        names.kill();
        folder.delete();
    }

    private Child launchNames() {
        Path log = file("epmd.log");
        Child launched = Child.start(
                log,
                Map.of(),
                List.of(nameDaemon.toString(), "-address", "127.0.0.1", "-port", Integer.toString(namePort)));
        Ports.awaitListener(namePort, READY_WITHIN, log);
        return launched;
    }

    private Child launchBroker() {
        Path log = file("rabbit.out");
        Child launched = Child.start(log, environment(), List.of(program.toString()));
        Ports.awaitListener(port, READY_WITHIN, log);
        return launched;
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", folder.path().toString()),
                Map.entry("ERL_EPMD_PORT", Integer.toString(namePort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODENAME", "parley" + port + "@localhost"),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(nodePort)),
                Map.entry("RABBITMQ_CONF_ENV_FILE", file("rabbitmq-env.conf").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", file("rabbitmq.conf").toString()),
                Map.entry(
                        "RABBITMQ_ADVANCED_CONFIG_FILE", file("advanced.config").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE", file("enabled_plugins").toString()),
                Map.entry("RABBITMQ_MNESIA_BASE", file("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", file("log").toString()),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
    }

    private Path file(String name) {
        return folder.path().resolve(name);
    }

    private void write(String name, String content) {
        try {
            Files.writeString(file(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final PrivateRabbit INSTANCE = create();

        private static PrivateRabbit create() {
            PrivateRabbit rabbit = new PrivateRabbit();
            Runtime.getRuntime().addShutdownHook(new Thread(rabbit::close, "shared-rabbit-end"));
            return rabbit;
        }
    }
}
