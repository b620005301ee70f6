package chat.parley.notifier.letter;

import chat.parley.protocol.mail.CodeMail;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/// Writes letters. The code is not in the subject: mail servers write subjects to their logs.
@Component
public final class Letters {
    private static final String FALLBACK = "en";
    private static final List<String> LANGUAGES = List.of(FALLBACK, "de");

    private final Map<String, Words> words =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Words::of));
    private final Template text = Template.resource("code.txt");
    private final Template html = Template.resource("code.html");
    private final InternetAddress sender;
    private final String link;

    Letters(MailProperties properties) {
        this.sender = properties.sender();
        this.link = properties.site().toString();
    }

    /// The letter for this mail, in its language if we speak it.
    ///
    /// @param left how long the code still lives
    public Letter write(CodeMail mail, Duration left) {
        String language = language(mail.language());
        Map<String, String> content = Objects.requireNonNull(words.get(language))
                .with(Map.of("language", language, "code", mail.code(), "minutes", minutes(left), "link", link));
        return new Letter(
                sender,
                mail.email(),
                messageId(mail),
                content.getOrDefault("subject", ""),
                text.fill(content, UnaryOperator.identity()),
                html.fill(content, HtmlUtils::htmlEscape));
    }

    private static String language(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return LANGUAGES.contains(language) ? language : FALLBACK;
    }

    private static String minutes(Duration left) {
        return Long.toString(Math.max(1, left.plusSeconds(30).toMinutes()));
    }

    private String messageId(CodeMail mail) {
        String address = sender.getAddress();
        return "<" + mail.requestId() + address.substring(address.lastIndexOf('@')) + ">";
    }
}
