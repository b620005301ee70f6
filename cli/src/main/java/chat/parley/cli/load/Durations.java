package chat.parley.cli.load;

import chat.parley.cli.Refusal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as one writes them: `500ms`, `10s`, `5m`; a bare number is seconds.
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s|m)?");

    private Durations() {}

    /// The time that is written there; a [Refusal] when it is none.
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw Refusal.unclear(text + " is no time such as 500ms, 10s or 5m.");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        if (unit == null || unit.equals("s")) {
            return Duration.ofSeconds(number);
        }
        return unit.equals("m") ? Duration.ofMinutes(number) : Duration.ofMillis(number);
    }
}
