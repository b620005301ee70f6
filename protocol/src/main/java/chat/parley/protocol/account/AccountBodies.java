package chat.parley.protocol.account;

import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.id.UserId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bodies of identity's HTTP interface. Each constructor throws [InvalidInput].
public final class AccountBodies {
    private AccountBodies() {}

    /// `POST /api/v1/login`: mail a code to this address.
    public record Login(String email) {
        public Login {
            Check.present(email, "email");
            Check.range(email.length(), 3, Limits.EMAIL_CHARACTERS, "the length of email");
        }
    }

    /// 202 to a login, the same for known and unknown addresses.
    ///
    /// @param expiresInSeconds life of the code
    /// @param resendAfterSeconds when another may be asked for
    public record CodeSent(long expiresInSeconds, long resendAfterSeconds) {}

    /// `POST /api/v1/verify`: sign in with the code; creates the account on the first time.
    public record Verify(String email, String otp) {
        public Verify {
            Check.present(email, "email");
            Check.range(email.length(), 3, Limits.EMAIL_CHARACTERS, "the length of email");
            Check.present(otp, "otp");
            if (!otp.matches("[0-9]{6}")) {
                throw InvalidInput.badRequest("otp must be six digits");
            }
        }

        /// Without the code.
        @Override
        public String toString() {
            return "Verify[]";
        }
    }

    /// Signed in: the answer to verify and to `POST /api/v1/token/refresh`.
    ///
    /// @param accessToken JWT for `Authorization: Bearer` and for `hello`
    /// @param expiresInSeconds its life
    /// @param refreshToken for programs only; pages have theirs in the cookie `__Host-parley-refresh`, out of the reach
    ///     of scripts, and find nothing here
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SignedIn(
            String accessToken,
            long expiresInSeconds,
            Me user,
            @Nullable String refreshToken) {
        /// Without the token.
        @Override
        public String toString() {
            return "SignedIn[user=" + user + "]";
        }
    }

    /// `POST /api/v1/token/refresh` and `POST /api/v1/logout` by a program, which has no cookie.
    ///
    /// @param refreshToken `null` in the body of a page, whose cookie counts; a program without one is not signed in
    public record Refresh(@Nullable String refreshToken) {
        public Refresh {
            if (refreshToken != null) {
                Check.range(refreshToken.length(), 1, Limits.TOKEN_CHARACTERS, "the length of refreshToken");
            }
        }

        /// Without the token.
        @Override
        public String toString() {
            return "Refresh[]";
        }
    }

    /// `GET /api/v1/me`: one's own account.
    ///
    /// @param name empty until chosen
    public record Me(UserId id, String email, String name, AccountRole role) {
        @Override
        public String toString() {
            return "Me[id=" + id + "]";
        }
    }

    /// `POST /api/v1/update/user`: choose a display name.
    public record UpdateUser(String name) {
        public UpdateUser {
            name = Check.line(name, Limits.NAME_CHARACTERS, "name");
        }
    }

    /// `POST /api/v1/user/find`: a person by exact e-mail address, answered with a [UserSummary] or 404.
    public record FindUser(String email) {
        public FindUser {
            Check.present(email, "email");
            Check.range(email.length(), 3, Limits.EMAIL_CHARACTERS, "the length of email");
        }
    }

    /// `POST /internal/v1/profiles`, for services only: the summaries of these people, unknown ones left out.
    public record ProfilesRequest(List<UserId> userIds) {
        public ProfilesRequest {
            userIds = Check.list(userIds, 200, "userIds");
        }
    }

    /// The answer to it.
    public record Profiles(List<UserSummary> users) {
        public Profiles {
            users = List.copyOf(users);
        }
    }
}
