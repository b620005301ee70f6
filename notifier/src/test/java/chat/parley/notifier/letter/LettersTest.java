package chat.parley.notifier.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.edge.start.MissingSetting;
import chat.parley.protocol.mail.CodeMail;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.HtmlUtils;

final class LettersTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final Letters letters = new Letters(
            new MailProperties("Parley <no-reply@parley.example>", URI.create("https://chat.example/?a=1&b=2")));

    @ParameterizedTest
    @CsvSource({
        "en, Your code for Parley",
        "de, Ihr Code für Parley",
        "de-AT, Ihr Code für Parley",
        "fr, Your code for Parley",
        "'', Your code for Parley",
        "'../../x', Your code for Parley"
    })
    void speaksTheLanguageOfThePersonOrElseEnglish(String tag, String subject) {
        assertThat(letters.write(mail(tag), FIVE_MINUTES).subject()).isEqualTo(subject);
    }

    @ParameterizedTest
    @CsvSource({"300, 5", "299, 5", "61, 1", "7, 1"})
    void saysHowLongTheCodeStillLives(long seconds, String minutes) {
        Letter letter = letters.write(mail("en"), Duration.ofSeconds(seconds));
        assertThat(letter.text()).contains("within " + minutes + " min.");
        assertThat(letter.html()).contains("within " + minutes + " min.");
    }

    @Test
    void escapesValuesInHtmlOnly() {
        Letter letter = letters.write(mail("en"), FIVE_MINUTES);
        assertThat(letter.html()).contains("https://chat.example/?a=1&amp;b=2");
        assertThat(letter.text()).contains("https://chat.example/?a=1&b=2");
    }

    @Test
    void neverLooksForSlotsInValues() {
        Map<String, String> values = Map.of("one", "<{{two}}>", "two", "$0");
        assertThat(new Template("{{one}} {{two}}").fill(values, HtmlUtils::htmlEscape))
                .isEqualTo("&lt;{{two}}&gt; $0");
    }

    @Test
    void refusesATemplateWithASlotThatNobodyFills() {
        assertThatThrownBy(() -> new Template("{{gap}}").fill(Map.of(), UnaryOperator.identity()))
                .hasMessageContaining("gap");
    }

    @Test
    void isSilentAboutAddressAndCodeInLogs() {
        assertThat(letters.write(mail("en"), FIVE_MINUTES).toString()).doesNotContain("alice", "123456");
    }

    @Test
    void namesTheSettingThatIsWrong() {
        URI link = URI.create("https://chat.example");
        assertThatThrownBy(() -> new Letters(new MailProperties("nobody", link)))
                .isInstanceOf(MissingSetting.class)
                .hasMessageContaining("PARLEY_MAIL_FROM");
        assertThatThrownBy(() -> new Letters(new MailProperties("a@b.example\nBcc: c@d.example", link)))
                .hasMessageContaining("PARLEY_MAIL_FROM");
        assertThatThrownBy(() -> new Letters(new MailProperties("a@b.example", URI.create("javascript:alert(1)"))))
                .hasMessageContaining("PARLEY_MAIL_LINK");
    }

    private static CodeMail mail(String language) {
        return new CodeMail(UUID.randomUUID(), "alice@example.org", "123456", Instant.EPOCH, language);
    }
}
