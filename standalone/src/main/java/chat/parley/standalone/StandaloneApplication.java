package chat.parley.standalone;

import chat.parley.standalone.backup.Backups;
import chat.parley.standalone.data.DataFolder;
import chat.parley.standalone.data.Secrets;
import chat.parley.standalone.tls.Certificate;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Parley in one process: what `mvn spring-boot:run` and the executable jar start.
public final class StandaloneApplication {
    private StandaloneApplication() {}

    /// Runs until the process is told to end. A start that cannot be ends with one line on the error stream and exit
    /// code 1, with nothing left running.
    public static void main(String[] arguments) {
        // One logback.xml serves all contexts of the process.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty("derby.stream.error.file", "/dev/null");
        // Two threads that find logging not yet set up would print a warning of its own.
        LoggerFactory.getLogger(StandaloneApplication.class).debug("Starting");
        try {
            Optional<Options> options = Options.parse(arguments);
            if (options.isPresent()) {
                obey(options.get());
            }
        } catch (Refusal refusal) {
            refuse(StartFailure.explain(refusal));
        } catch (RuntimeException | LinkageError failure) {
            refuse(StartFailure.explain(failure));
        }
    }

    private static void obey(Options options) {
        if (options.backup().isPresent()) {
            Backups.make(options.data(), options.backup().get());
            System.out.println("The backup is in " + options.backup().get() + ".");
        } else if (options.restore().isPresent()) {
            Backups.restore(options.restore().get(), options.data());
            System.out.println("The data is in " + options.data() + ". Start Parley to use it.");
        } else {
            run(options);
        }
    }

    private static void run(Options options) {
        Progress progress = new Progress(System.out, InstantSource.system());
        Ports.check(options);
        DataFolder data = DataFolder.open(options.data());
        Secrets secrets = new Secrets(data.folder("secrets"));
        Optional<Certificate> certificate = options.certificate(() -> data.folder("tls"));
        Stores stores = Stores.start(options, data, secrets, progress);
        Services services = new Services(options, stores, secrets, certificate, progress);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(services, stores, data), "shutdown"));
        services.start();
        announce(options, stores, data, progress);
    }

    private static void announce(Options options, Stores stores, DataFolder data, Progress progress) {
        progress.step("ready");
        progress.say("");
        progress.say("  Parley is at    " + options.address());
        stores.inbox().ifPresent(page -> progress.say("  Its mails are at " + page));
        progress.say("  Its data is in  " + data.path());
        progress.say("");
        stores.summary().forEach(progress::say);
        if (options.loadTest()) {
            progress.say("  For load tests: whoever reaches it is given accounts without a code.");
        }
        progress.say("");
        progress.say("  Ctrl-C ends it.");
    }

    private static void end(Services services, Stores stores, DataFolder data) {
        services.close();
        stores.close();
        data.close();
    }

    private static void refuse(String message) {
        System.err.println("Parley cannot start: " + message);
        System.exit(1);
    }
}
