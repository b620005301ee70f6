package chat.parley.gateway.splice;

import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import reactor.netty.http.server.HttpServerRequest;

/// The head of a request, read strictly: what two readers could understand differently is not understood at all.
///
/// @param headers all values, by name in lower case
record RequestHead(String method, String path, Map<String, List<String>> headers) {
    private static final int LINES = 64;
    private static final String END_OF_LINE = "\r\n";
    private static final Pattern FIRST_LINE = Pattern.compile("([A-Z]{1,15}) (/[!-~]*) HTTP/1\\.1");
    private static final Pattern HEADER =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\\t\\x20-\\x7e\\x80-\\xff]*)");

    /// @param text from the first character to the last of the last header line, in ISO 8859-1
    /// @return empty for what is no well-formed request, or has too many headers
    static Optional<RequestHead> parse(String text) {
        List<String> lines = Arrays.asList(text.split(END_OF_LINE, LINES + 2));
        var first = FIRST_LINE.matcher(lines.getFirst());
        if (lines.size() > LINES + 1 || !first.matches()) {
            return Optional.empty();
        }
        String path = pathOf(first.group(2));
        return headers(lines.subList(1, lines.size())).map(headers -> new RequestHead(first.group(1), path, headers));
    }

    /// One that HTTP has read already; empty under the same conditions, as far as they can still be seen.
    static Optional<RequestHead> of(HttpServerRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        request.requestHeaders().forEach(header -> add(headers, header.getKey(), header.getValue()));
        boolean known = HttpVersion.HTTP_1_1.equals(request.version())
                && request.requestHeaders().size() <= LINES;
        return known
                ? Optional.of(new RequestHead(request.method().name(), pathOf(request.uri()), headers))
                : Optional.empty();
    }

    private static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static void add(Map<String, List<String>> headers, String name, String value) {
        headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), first -> new ArrayList<>())
                .add(value.strip());
    }

    private static Optional<Map<String, List<String>>> headers(List<String> lines) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line : lines) {
            var header = HEADER.matcher(line);
            if (!header.matches()) {
                return Optional.empty();
            }
            add(headers, header.group(1), header.group(2));
        }
        return Optional.of(headers);
    }

    /// All values of a header, in their order.
    List<String> all(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /// The value of a header that must be there once.
    Optional<String> only(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /// Whether a header that is a list names this.
    boolean lists(String name, String token) {
        return all(name).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .anyMatch(item -> token.equalsIgnoreCase(item.strip()));
    }

    /// Whether a body is announced, however.
    boolean hasBody() {
        return headers.containsKey("content-length") || headers.containsKey("transfer-encoding");
    }
}
