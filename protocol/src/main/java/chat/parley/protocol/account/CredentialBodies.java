package chat.parley.protocol.account;

import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.error.InvalidInput;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Passwords, another address, and showing once more that it is still the same person.
public final class CredentialBodies {
    /// No password is as long; what is longer is not even looked at.
    private static final int TYPED_CHARACTERS = 1_024;

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private CredentialBodies() {}

    /// `POST /api/v1/login/password`, answered with a [AccountBodies.SignedIn].
    public record PasswordLogin(String email, String password) {
        public PasswordLogin {
            checkEmail(email);
            checkTyped(password);
        }

        /// Without both.
        @Override
        public String toString() {
            return "PasswordLogin[]";
        }
    }

    /// `POST /api/v1/me/password`: from now on this one. What is wrong with it is [the service's][Limits] to say.
    public record NewPassword(String password) {
        public NewPassword {
            checkTyped(password);
        }

        /// Without it.
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    /// `POST /api/v1/reauth`: one of the two.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reauth(@Nullable String otp, @Nullable String password) {
        public Reauth {
            if ((otp == null) == (password == null)) {
                throw InvalidInput.badRequest("either otp or password is needed");
            }
            if (otp != null) {
                checkCode(otp);
            } else {
                checkTyped(password);
            }
        }

        /// Without both.
        @Override
        public String toString() {
            return "Reauth[]";
        }
    }

    /// `POST /api/v1/me/email`: a code to this address, please.
    public record NewEmail(String email) {
        public NewEmail {
            checkEmail(email);
        }

        /// Without it.
        @Override
        public String toString() {
            return "NewEmail[]";
        }
    }

    /// `POST /api/v1/me/email/confirm`: here it is.
    public record ConfirmEmail(String email, String otp) {
        public ConfirmEmail {
            checkEmail(email);
            checkCode(otp);
        }

        /// Without both.
        @Override
        public String toString() {
            return "ConfirmEmail[]";
        }
    }

    private static void checkEmail(@Nullable String email) {
        Check.range(Check.present(email, "email").length(), 3, Limits.EMAIL_CHARACTERS, "the length of email");
    }

    private static void checkTyped(@Nullable String password) {
        Check.range(Check.present(password, "password").length(), 1, TYPED_CHARACTERS, "the length of password");
    }

    private static void checkCode(@Nullable String otp) {
        if (!CODE.matcher(Check.present(otp, "otp")).matches()) {
            throw InvalidInput.badRequest("otp must be six digits");
        }
    }
}
