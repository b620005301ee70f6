package chat.parley.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Real services that the environment names instead of embedded ones.
final class Outside {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of(
            "mongodb", 27017, "redis", 6379, "rediss", 6379, "amqp", 5672, "amqps", 5671, "smtp", 25, "smtps", 465);

    private Outside() {}

    /// The address in this variable, once something answered there; a [Refusal] when nothing does within 5 s.
    static Optional<String> uri(String variable) {
        String uri = System.getenv(variable);
        if (uri == null || uri.isBlank()) {
            return Optional.empty();
        }
        if (!uri.startsWith("mongodb+srv:")) {
            awaitAnswer(variable, uri);
        }
        return Optional.of(uri);
    }

    private static void awaitAnswer(String variable, String uri) {
        String authority = authority(variable, uri);
        int defaultPort = DEFAULT_PORTS.getOrDefault(
                URI.create(uri.substring(0, uri.indexOf(':')) + "://x").getScheme(), 0);
        boolean answers = Arrays.stream(authority.split(",")).anyMatch(host -> answers(host, defaultPort));
        if (!answers) {
            throw new Refusal("nobody answers at " + authority + ", the address in " + variable
                    + ". Start that service, correct the address, or unset " + variable + " for the embedded one.");
        }
    }

    private static String authority(String variable, String uri) {
        int start = uri.indexOf("://");
        if (start < 1) {
            throw new Refusal(variable + " is no address such as scheme://host:port.");
        }
        String rest = uri.substring(start + 3).split("[/?]", 2)[0];
        return rest.substring(rest.lastIndexOf('@') + 1);
    }

    private static boolean answers(String hostAndPort, int defaultPort) {
        int colon = hostAndPort.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            int port = colon < 0 ? defaultPort : Integer.parseInt(hostAndPort.substring(colon + 1));
            String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
