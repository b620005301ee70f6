package chat.parley.standalone.embedded;

import chat.parley.standalone.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.model.SystemConfig;
import org.jspecify.annotations.Nullable;

/// An AMQP 0-9-1 broker in this process, its queues and messages in a folder.
public final class EmbeddedBroker implements AutoCloseable {
    private static final String USER = "parley";
    private static final String CONFIGURATION = "config.json";
    private static final int END_MILLIS = 2_000;

    private final SystemLauncher launcher;
    private final String uri;

    private EmbeddedBroker(SystemLauncher launcher, String uri) {
        this.launcher = launcher;
        this.uri = uri;
    }

    /// Starts it on a free loopback port.
    public static EmbeddedBroker start(Path folder, String password) {
        int port = FreePort.find();
        StartWatch watch = new StartWatch();
        SystemLauncher launcher = new SystemLauncher(watch);
        try {
            // Made anew from the initial configuration, whose port changes; queues and messages are beside it.
            Files.deleteIfExists(folder.resolve(CONFIGURATION));
            launcher.startup(configuration(folder, port, password));
        } catch (Exception e) {
            throw refusal(folder, e);
        }
        watch.failure().ifPresent(failure -> {
            throw refusal(folder, failure);
        });
        return new EmbeddedBroker(launcher, "amqp://" + USER + ":" + password + "@127.0.0.1:" + port + "/default");
    }

    private static Refusal refusal(Path folder, Exception cause) {
        return new Refusal("the embedded message broker does not start (" + cause.getMessage()
                + "). Look at the folder " + folder + ", or give the address of a RabbitMQ in PARLEY_AMQP_URI.");
    }

    /// The launcher tells its listener what goes wrong, and returns as if nothing had happened.
    private static final class StartWatch extends SystemLauncherListener.DefaultSystemLauncherListener {
        private volatile @Nullable RuntimeException failure;

        @Override
        public void errorOnStartup(RuntimeException error) {
            failure = error;
        }

        Optional<RuntimeException> failure() {
            return Optional.ofNullable(failure);
        }
    }

    /// The address, with its password: not for logs.
    public String uri() {
        return uri;
    }

    @Override
    public void close() {
        try {
            launcher.shutdown(END_MILLIS);
        } catch (IllegalStateException endsAlready) {
            // The broker hears of the end of the process by itself, too.
        }
    }

    private static Map<String, Object> configuration(Path folder, int port, String password) throws IOException {
        Map<String, String> context = Map.of(
                "qpid.amqp_port", Integer.toString(port),
                "qpid.work_dir", folder.toString(),
                "parley.broker.folder", folder.toString(),
                "parley.broker.password", password);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(ConfiguredObject.TYPE, "JSON");
        attributes.put("storePath", folder.resolve(CONFIGURATION).toString());
        attributes.put(SystemConfig.INITIAL_CONFIGURATION_LOCATION, resource(folder, "broker.json"));
        attributes.put("initialSystemPropertiesLocation", resource(folder, "broker.properties"));
        attributes.put(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false);
        attributes.put(ConfiguredObject.CONTEXT, context);
        return attributes;
    }

    /// Copied out of our jar, because the broker reads addresses of files only.
    private static String resource(Path folder, String name) throws IOException {
        try (InputStream content = Objects.requireNonNull(EmbeddedBroker.class.getResourceAsStream("/" + name), name)) {
            Path file = folder.resolve(name);
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            return file.toUri().toString();
        }
    }
}
