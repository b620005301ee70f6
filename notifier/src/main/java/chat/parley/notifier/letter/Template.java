package chat.parley.notifier.letter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/// Text with `{{names}}` in it. Values are put in once, each through an escape, and are never templates themselves.
final class Template {
    private static final Pattern NAME = Pattern.compile("\\{\\{([a-z]+)}}");

    private final String text;
    private final UnaryOperator<String> escape;

    private Template(String text, UnaryOperator<String> escape) {
        this.text = text;
        this.escape = escape;
    }

    static Template read(String file, UnaryOperator<String> escape) {
        try {
            String text = new ClassPathResource("letters/" + file).getContentAsString(StandardCharsets.UTF_8);
            return new Template(text, escape);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fill(Map<String, String> values) {
        return NAME.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match, values)));
    }

    private String value(MatchResult match, Map<String, String> values) {
        String value = values.get(match.group(1));
        if (value == null) {
            throw new IllegalStateException("no value for " + match.group());
        }
        return escape.apply(value);
    }
}
