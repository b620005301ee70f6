package chat.parley.notifier.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.edge.start.MissingSetting;
import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.CodePurpose;
import chat.parley.protocol.mail.NoticeKind;
import chat.parley.protocol.mail.NoticeMail;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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

    @ParameterizedTest
    @EnumSource
    void tellsOfEveryThingInEveryLanguage(NoticeKind kind) {
        for (String language : List.of("en", "de")) {
            Letter letter = letters.write(notice(kind, language, "Europe/Berlin"), FIVE_MINUTES);
            assertThat(letter.subject()).contains("Parley");
            assertThat(letter.text())
                    .contains("2030", "https://chat.example/?a=1&b=2")
                    .doesNotContain("{{");
            assertThat(letter.html())
                    .contains("2030", "lang=\"" + language + "\"")
                    .doesNotContain("{{");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatACodeIsFor(CodePurpose purpose) {
        for (String language : List.of("en", "de")) {
            CodeMail mail =
                    new CodeMail(UUID.randomUUID(), "alice@example.org", "123456", Instant.EPOCH, language, purpose);
            Letter letter = letters.write(mail, FIVE_MINUTES);
            assertThat(letter.subject()).doesNotContain("123456").isNotBlank();
            assertThat(letter.text()).contains("123456").doesNotContain("{{");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Europe/Berlin | January 1, 2030, 1:00",
                "de | Europe/Berlin | 1. Januar 2030",
                "de | Europe/Berlin | 01:00 (Europe/Berlin)",
                "en | '' | (UTC)",
                "en | Mars/Base | (UTC)"
            })
    void tellsTheTimeAsPeopleDoWhereTheyLive(String language, String zone, String told) {
        Letter letter = letters.write(notice(NoticeKind.NEW_DEVICE, language, zone), FIVE_MINUTES);
        assertThat(letter.text().replace('\u202f', ' ')).contains(told);
    }

    @Test
    void escapesADeviceInHtml() {
        NoticeMail mail = new NoticeMail(
                UUID.randomUUID(),
                "alice@example.org",
                NoticeKind.NEW_DEVICE,
                "<b>{{link}}</b>",
                Instant.parse("2030-01-01T00:00:00Z"),
                Instant.parse("2030-01-02T00:00:00Z"),
                "en",
                "");
        assertThat(letters.write(mail, FIVE_MINUTES).html()).contains("&lt;b&gt;{{link}}&lt;/b&gt;");
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

    private static NoticeMail notice(NoticeKind kind, String language, String zone) {
        return new NoticeMail(
                UUID.randomUUID(),
                "alice@example.org",
                kind,
                "Firefox on Linux",
                Instant.parse("2030-01-01T00:00:00Z"),
                Instant.parse("2030-01-02T00:00:00Z"),
                language,
                zone);
    }

    private static CodeMail mail(String language) {
        return new CodeMail(UUID.randomUUID(), "alice@example.org", "123456", Instant.EPOCH, language);
    }
}
