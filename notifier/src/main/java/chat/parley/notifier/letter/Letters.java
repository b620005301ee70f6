package chat.parley.notifier.letter;

import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.CodePurpose;
import chat.parley.protocol.mail.MailRequest;
import chat.parley.protocol.mail.NoticeMail;
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
    private final Sheet code = Sheet.of("code");
    private final Sheet notice = Sheet.of("notice");
    private final InternetAddress sender;
    private final String link;

    Letters(MailProperties properties) {
        this.sender = properties.sender();
        this.link = properties.site().toString();
    }

    /// The letter for this mail, in its language if we speak it.
    ///
    /// @param left how long it is still of use
    public Letter write(MailRequest mail, Duration left) {
        String language = language(mail.language());
        return switch (mail) {
            case CodeMail codeMail -> letter(codeMail, code, content(codeMail, language, left));
            case NoticeMail noticeMail -> letter(noticeMail, notice, content(noticeMail, language));
        };
    }

    private Map<String, String> content(CodeMail mail, String language, Duration left) {
        return words(language)
                .with(
                        theme(mail.purpose()),
                        Map.of("language", language, "code", mail.code(), "minutes", minutes(left), "link", link));
    }

    private Map<String, String> content(NoticeMail mail, String language) {
        String time = LocalTime.tell(mail.happenedAt(), mail.timeZone(), language);
        Map<String, String> values = Map.of("language", language, "time", time, "device", mail.device(), "link", link);
        return words(language).with(theme(mail), values);
    }

    private Letter letter(MailRequest mail, Sheet sheet, Map<String, String> content) {
        return new Letter(
                sender,
                mail.email(),
                messageId(mail),
                content.getOrDefault("subject", ""),
                sheet.text().fill(content, UnaryOperator.identity()),
                sheet.html().fill(content, HtmlUtils::htmlEscape));
    }

    private static String theme(CodePurpose purpose) {
        return switch (purpose) {
            case SIGN_IN -> "signin";
            case REAUTH -> "reauth";
            case CONFIRM_EMAIL -> "confirm";
        };
    }

    private static String theme(NoticeMail mail) {
        return switch (mail.kind()) {
            case NEW_DEVICE -> "device";
            case EMAIL_CHANGED -> "email";
            case PASSWORD_CHANGED -> "password";
            case TOO_MANY_FAILURES -> "failures";
        };
    }

    private Words words(String language) {
        return Objects.requireNonNull(words.get(language));
    }

    private static String language(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return LANGUAGES.contains(language) ? language : FALLBACK;
    }

    private static String minutes(Duration left) {
        return Long.toString(Math.max(1, left.plusSeconds(30).toMinutes()));
    }

    private String messageId(MailRequest mail) {
        String address = sender.getAddress();
        return "<" + mail.requestId() + address.substring(address.lastIndexOf('@')) + ">";
    }
}
