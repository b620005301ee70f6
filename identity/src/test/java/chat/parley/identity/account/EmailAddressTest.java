package chat.parley.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.error.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ada@example.org",
        "' Ada.L@Example.ORG ', ada.l@example.org",
        "o'neil+tag@sub.example.org, o'neil+tag@sub.example.org",
        "ada@bücher.example, ada@xn--bcher-kva.example",
        "ada@localhost, ada@localhost"
    })
    void hasOneFormForEachAddress(String typed, String canonical) {
        assertThat(EmailAddress.parse(typed).value()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "@example.org",
                "ada@",
                "a b@example.org",
                "ada@exa mple.org",
                "ada@-example.org",
                "ada@example..org",
                "a..b@example.org",
                ".ada@example.org",
                "ada@example.org\r\nBcc: eve@example.org",
                "ada\u0000@example.org",
                "\"ada\"@example.org",
                "ada@[127.0.0.1]",
                "bücher@example.org"
            })
    void refusesWhatIsNoAddress(String typed) {
        assertThatThrownBy(() -> EmailAddress.parse(typed)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void refusesALongLocalPart() {
        assertThatThrownBy(() -> EmailAddress.parse("x".repeat(65) + "@example.org"))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    @Timeout(5)
    void decidesQuicklyWhateverIsTyped() {
        String hard = "a.".repeat(120) + "@" + "b-".repeat(60);
        assertThatThrownBy(() -> EmailAddress.parse(hard)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void keepsItselfOutOfLogs() {
        assertThat(EmailAddress.parse("ada@example.org")).hasToString("EmailAddress[]");
    }
}
