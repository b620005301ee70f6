package chat.parley.notifier.letter;

import chat.parley.protocol.mail.CodeMail;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/// The letter with a one-time code, in English and German; in English for everybody else.
@Component
public class CodeLetters {
    private static final String ENGLISH = "en";
    private static final List<String> LANGUAGES = List.of(ENGLISH, "de");
    private static final long MINUTE_SECONDS = 60;

    private final Map<String, Template> texts = read("txt", CodeLetters::oneLine);
    private final Map<String, Template> pages = read("html", HtmlUtils::htmlEscape);
    private final URI link;
    private final Clock clock;

    CodeLetters(@Value("${parley.mail.link}") URI link, Clock clock) {
        this.link = link;
        this.clock = clock;
    }

    /// The letter for this mail; the first line of a text is its subject.
    public Letter write(CodeMail mail) {
        Map<String, String> values =
                Map.of("code", mail.code(), "minutes", String.valueOf(minutesLeft(mail)), "link", link.toString());
        String text = template(texts, mail).fill(values);
        int end = text.indexOf('\n');
        return new Letter(
                text.substring(0, end),
                text.substring(end + 1),
                template(pages, mail).fill(values));
    }

    private long minutesLeft(CodeMail mail) {
        Duration left = Duration.between(clock.instant(), mail.expiresAt());
        return Math.max(1, (left.toSeconds() + MINUTE_SECONDS / 2) / MINUTE_SECONDS);
    }

    private static Template template(Map<String, Template> templates, CodeMail mail) {
        String language = mail.language().split("-", 2)[0];
        Template template = templates.getOrDefault(language, templates.get(ENGLISH));
        if (template == null) {
            throw new IllegalStateException("no English letter");
        }
        return template;
    }

    private static Map<String, Template> read(String ending, UnaryOperator<String> escape) {
        return LANGUAGES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), language -> Template.read("code." + language + "." + ending, escape)));
    }

    /// No value can begin a line, and so none a header.
    private static String oneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }
}
