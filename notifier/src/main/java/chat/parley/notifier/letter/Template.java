package chat.parley.notifier.letter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with slots such as `{{code}}`. Values are escaped on their way in and never looked at for slots themselves.
record Template(String source) {
    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");

    /// Reads one that lies beside this class.
    static Template resource(String name) {
        try (InputStream stream = Template.class.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(stream, name).readAllBytes();
            return new Template(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fill(Map<String, String> values, UnaryOperator<String> escape) {
        return SLOT.matcher(source)
                .replaceAll(slot -> Matcher.quoteReplacement(escape.apply(value(values, slot.group(1)))));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("Nothing to put into the slot " + name);
        }
        return value;
    }
}
