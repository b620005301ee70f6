package chat.parley.notifier.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.simplejavamail.api.mailer.config.TransportStrategy;

final class SmtpPropertiesTest {
    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example, 25, SMTP",
        "smtp://mail.example:587, 587, SMTP",
        "smtp://user:secret@mail.example:587, 587, SMTP_TLS",
        "smtp://user:secret@127.0.0.1:3025, 3025, SMTP",
        "smtps://user:secret@mail.example, 465, SMTPS"
    })
    void neverSendsAPasswordToAnotherMachineInClear(String uri, int port, TransportStrategy transport) {
        SmtpProperties properties = new SmtpProperties(uri);
        assertThat(properties.port()).isEqualTo(port);
        assertThat(properties.transport()).isEqualTo(transport);
    }

    @Test
    void decodesUserAndPasswordAndKeepsThemOutOfLogs() {
        SmtpProperties properties = new SmtpProperties("smtps://a%40b.example:p%3Aw+d@mail.example");
        assertThat(properties.user()).isEqualTo("a@b.example");
        assertThat(properties.password()).isEqualTo("p:w+d");
        assertThat(properties.toString()).isEqualTo("SmtpProperties[mail.example:465]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mail.example",
                "http://mail.example",
                "smtp:mail.example",
                "smtp://us er:secret@mail.example"
            })
    void namesTheSettingThatIsWrongButNotItsValue(String uri) {
        assertThatThrownBy(() -> new SmtpProperties(uri))
                .hasMessageContaining("PARLEY_SMTP_URI")
                .hasMessageNotContaining("mail.example");
    }
}
