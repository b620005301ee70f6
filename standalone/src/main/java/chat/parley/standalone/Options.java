package chat.parley.standalone;

import chat.parley.standalone.tls.Certificate;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What the person asked for: command line first, then the environment, then defaults.
@Command(
        name = "parley",
        mixinStandardHelpOptions = true,
        version = "Parley 0.1.0",
        sortOptions = false,
        description = "Starts Parley in one process: gateway, services, and embedded stores.")
final class Options {
    @Option(
            names = "--data",
            defaultValue = "${env:PARLEY_DATA:-./data}",
            description = "Folder for everything that is kept (${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--port",
            defaultValue = "${env:PARLEY_PORT:-8080}",
            description = "Port of the web client and the API (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--inbox-port",
            defaultValue = "${env:PARLEY_INBOX_PORT:-8025}",
            description = "Port of the inbox page, for this machine only (${DEFAULT-VALUE}).")
    private int inboxPort;

    @Option(
            names = "--identity-port",
            defaultValue = "${env:PARLEY_IDENTITY_PORT:-4000}",
            description = "Port of identity, for this machine only (${DEFAULT-VALUE}).")
    private int identityPort;

    @Option(
            names = "--notifier-port",
            defaultValue = "${env:PARLEY_NOTIFIER_PORT:-5001}",
            description = "Port of the notifier, for this machine only (${DEFAULT-VALUE}).")
    private int notifierPort;

    @Option(
            names = "--messaging-port",
            defaultValue = "${env:PARLEY_MESSAGING_PORT:-5002}",
            description = "Port of messaging, for this machine only (${DEFAULT-VALUE}).")
    private int messagingPort;

    @Option(
            names = "--rsocket-port",
            defaultValue = "${env:PARLEY_RSOCKET_PORT:-7000}",
            description = "Port of RSocket for programs, for this machine only (${DEFAULT-VALUE}).")
    private int rsocketPort;

    @Option(
            names = "--public-url",
            defaultValue = "${env:PARLEY_PUBLIC_URL:-}",
            description = "Address under which people open it; default: this machine and --port.")
    private String publicUrl = "";

    @Option(
            names = "--tls",
            defaultValue = "${env:PARLEY_TLS:-false}",
            description = "Serve HTTPS, with the certificate given or with one made at the first start.")
    private boolean tls;

    @Option(
            names = "--tls-cert",
            defaultValue = "${env:PARLEY_TLS_CERT:-}",
            description = "PEM file of the certificate and its chain; implies --tls.")
    private String tlsCertificate = "";

    @Option(
            names = "--tls-key",
            defaultValue = "${env:PARLEY_TLS_KEY:-}",
            description = "PEM file of the certificate's private key.")
    private String tlsKey = "";

    @Option(
            names = "--admin-emails",
            paramLabel = "ADDRESSES",
            defaultValue = "${env:PARLEY_ADMIN_EMAILS:-}",
            description = "Who signs in with one of these addresses, separated by commas, is an admin.")
    private String adminEmails = "";

    @Option(
            names = "--load-test",
            description = "Give accounts for load tests to whoever asks (profile load-test). Never where people are.")
    private boolean loadTest;

    @Option(
            names = "--backup",
            paramLabel = "FOLDER",
            description = "Copy the data of --data into this new folder and end. Parley may be running.")
    private @Nullable Path backup;

    @Option(
            names = "--restore",
            paramLabel = "FOLDER",
            description = "Put this backup into --data, which must have no data yet, and end.")
    private @Nullable Path restore;

    /// The options, or a [Refusal] that names the wrong one; nothing when help was asked for and given.
    static Optional<Options> parse(String... arguments) {
        Options options = new Options();
        CommandLine line = new CommandLine(options);
        try {
            CommandLine.ParseResult result = line.parseArgs(arguments);
            return CommandLine.printHelpIfRequested(result) ? Optional.empty() : Optional.of(options.checked());
        } catch (CommandLine.ParameterException e) {
            throw new Refusal(e.getMessage() + ". See --help for all options.");
        }
    }

    Optional<Path> backup() {
        return Optional.ofNullable(backup);
    }

    Optional<Path> restore() {
        return Optional.ofNullable(restore);
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    int inboxPort() {
        return inboxPort;
    }

    int identityPort() {
        return identityPort;
    }

    int notifierPort() {
        return notifierPort;
    }

    int messagingPort() {
        return messagingPort;
    }

    int rsocketPort() {
        return rsocketPort;
    }

    boolean tls() {
        return tls || !tlsCertificate.isBlank();
    }

    String adminEmails() {
        return adminEmails;
    }

    boolean loadTest() {
        return loadTest;
    }

    /// The certificate to show, made in `folder` where none was given; nothing without TLS.
    Optional<Certificate> certificate(Supplier<Path> folder) {
        if (!tls()) {
            return Optional.empty();
        }
        return Optional.of(
                tlsCertificate.isBlank()
                        ? Certificate.selfMade(
                                folder.get(), InstantSource.system().instant())
                        : Certificate.given(Path.of(tlsCertificate), Path.of(tlsKey)));
    }

    private String own(String host) {
        return (tls() ? "https://" : "http://") + host + ":" + port;
    }

    /// Where people open it, without a slash at the end.
    String address() {
        return publicUrl.isBlank() ? own("localhost") : publicUrl.replaceAll("/+$", "");
    }

    /// The pages that may call the services.
    List<String> origins() {
        return publicUrl.isBlank() ? List.of(address(), own("127.0.0.1")) : List.of(origin(address()));
    }

    private Options checked() {
        for (int each : List.of(port, inboxPort, identityPort, notifierPort, messagingPort, rsocketPort)) {
            if (each < 1 || each > 65_535) {
                throw new Refusal("a port must be between 1 and 65535, not " + each + ".");
            }
        }
        if (tlsCertificate.isBlank() != tlsKey.isBlank()) {
            throw new Refusal("--tls-cert and --tls-key belong together: give both, or --tls alone.");
        }
        if (!publicUrl.isBlank() && parsed(publicUrl) == null) {
            throw new Refusal("--public-url must be an address such as https://chat.example.org.");
        }
        return this;
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static @Nullable URI parsed(String address) {
        try {
            URI uri = URI.create(address);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null ? uri : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
