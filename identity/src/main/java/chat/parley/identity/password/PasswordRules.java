package chat.parley.identity.password;

import chat.parley.identity.account.EmailAddress;
import chat.parley.protocol.Limits;
import chat.parley.protocol.error.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// What a password must be like. It is enough by itself to come in, so it must be long; nothing is asked of its letters
/// (NIST SP 800-63B). bcrypt reads 72 bytes: a longer one would be cut without a word, so it is refused.
@Component
class PasswordRules {
    private final CommonPasswords common;

    PasswordRules(CommonPasswords common) {
        this.common = common;
    }

    /// `UNPROCESSABLE`, with the reason, for one that will not do.
    void check(String password, EmailAddress owner) {
        if (password.codePointCount(0, password.length()) < Limits.PASSWORD_CHARACTERS_MIN) {
            throw InvalidInput.unprocessable(
                    "The password must have " + Limits.PASSWORD_CHARACTERS_MIN + " characters at least");
        }
        if (isTooLong(password)) {
            throw InvalidInput.unprocessable(
                    "The password must not be longer than " + Limits.PASSWORD_BYTES + " bytes in UTF-8");
        }
        if (password.toLowerCase(Locale.ROOT).contains(owner.value()) || common.contains(password)) {
            throw InvalidInput.unprocessable("The password is too easy to guess");
        }
    }

    /// For one that is only compared.
    static boolean isTooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > Limits.PASSWORD_BYTES;
    }
}
