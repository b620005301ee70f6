package chat.parley.notifier.letter;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;

/// The phrases of one language, each of which may have slots.
record Words(Map<String, Template> phrases) {
    /// Reads `words.<language>.properties`.
    static Words of(String language) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(
                    Template.resource("words." + language + ".properties").source()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Template> phrases = new HashMap<>();
        properties.forEach((name, phrase) -> phrases.put((String) name, new Template((String) phrase)));
        return new Words(Map.copyOf(phrases));
    }

    /// The phrases of this theme, and those of all, with these values in them; and the values themselves.
    Map<String, String> with(String theme, Map<String, String> values) {
        Map<String, String> filled = new HashMap<>(values);
        String prefix = theme + ".";
        phrases.entrySet().stream()
                .filter(phrase ->
                        phrase.getKey().startsWith(prefix) || phrase.getKey().indexOf('.') < 0)
                .forEach(phrase -> filled.put(
                        phrase.getKey().replace(prefix, ""), phrase.getValue().fill(values, UnaryOperator.identity())));
        return filled;
    }
}
