package chat.parley.cli.account;

import chat.parley.cli.Refusal;
import java.net.URI;
import picocli.CommandLine.Option;

/// Which Parley is meant.
public final class ServerOption {
    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:PARLEY_SERVER:-http://localhost:8080}",
            description = "The address under which people open it (${DEFAULT-VALUE}).")
    private String server = "";

    /// Its address, without a slash at the end.
    public URI address() {
        try {
            URI uri = URI.create(server.strip().replaceAll("/+$", ""));
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException noAddress) {
            throw unclear();
        }
        throw unclear();
    }

    private Refusal unclear() {
        return Refusal.unclear(server + " is no address such as https://chat.example.org.");
    }
}
