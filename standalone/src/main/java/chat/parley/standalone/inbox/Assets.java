package chat.parley.standalone.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The page's own files, read once.
final class Assets {
    private static final Map<String, String> TEXTS = Stream.of(
                    "page.html", "mail.html", "empty.html", "inbox.css", "inbox.js")
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Assets::read));

    private Assets() {}

    static String text(String name) {
        return Objects.requireNonNull(TEXTS.get(name), name);
    }

    private static String read(String name) {
        try (InputStream stream = Objects.requireNonNull(Assets.class.getResourceAsStream("/inbox/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
