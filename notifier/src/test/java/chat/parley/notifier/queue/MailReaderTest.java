package chat.parley.notifier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.mail.CodeMail;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailReaderTest {
    private static final UUID REQUEST = UUID.fromString("0199b2a0-0000-7000-8000-000000000001");
    private static final String GOOD = """
            {"requestId":"%s","email":"alice@example.org","code":"012345",
             "expiresAt":"2030-01-01T00:05:00Z","language":"en"}""".formatted(REQUEST);

    private final MailReader reader =
            new MailReader(Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void readsACodeMail() {
        CodeMail mail =
                new CodeMail(REQUEST, "alice@example.org", "012345", Instant.parse("2030-01-01T00:05:00Z"), "en");
        assertThat(read(GOOD)).isEqualTo(new Reading.Legible(mail));
    }

    @Test
    void readsWhatANewerSenderAdds() {
        assertThat(read(GOOD.replace("{", "{\"colour\":\"x\","))).isInstanceOf(Reading.Legible.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{} {}", "\"text\"", "{\"email\":\"alice@example.org\"}", "\u0000"})
    void cannotReadWhatIsNotOne(String body) {
        assertThat(read(body)).isEqualTo(new Reading.Illegible("not a mail"));
    }

    @Test
    void cannotReadOneWithoutSixDigits() {
        assertThat(read(GOOD.replace("012345", "<b>1</b>"))).isEqualTo(new Reading.Illegible("no code"));
    }

    @Test
    void cannotReadOneThatWouldBeTriedForEver() {
        assertThat(read(GOOD.replace("2030", "2031"))).isEqualTo(new Reading.Illegible("lives too long"));
    }

    @Test
    void cannotReadWhatIsTooLarge() {
        assertThat(read(" ".repeat(1_000_000) + GOOD)).isEqualTo(new Reading.Illegible("too large"));
    }

    @Test
    void readsANotice() {
        String notice = """
                {"requestId":"%s","email":"alice@example.org","kind":"NEW_DEVICE","device":"Firefox on Linux",
                 "happenedAt":"2030-01-01T00:00:00Z","expiresAt":"2030-01-02T00:00:00Z","language":"en","timeZone":""}
                """.formatted(REQUEST);
        assertThat(reader.read(Lane.NOTICES, notice.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Reading.Legible.class);
        assertThat(read(notice)).isEqualTo(new Reading.Illegible("not a mail"));
        assertThat(reader.read(Lane.NOTICES, GOOD.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Reading.Illegible("not a mail"));
    }

    private Reading read(String body) {
        return reader.read(Lane.CODES, body.getBytes(StandardCharsets.UTF_8));
    }
}
