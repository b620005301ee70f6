package chat.parley.protocol.account;

import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.id.UserId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bodies of identity's HTTP interface. Each constructor throws [InvalidInput].
public final class AccountBodies {
    private static final int CHALLENGE_CHARACTERS = 64;

    private AccountBodies() {}

    /// `POST /api/v1/login`: mail a code to this address.
    ///
    /// @param challengeId for programs only: the one of an earlier request, which stays good
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Login(String email, @Nullable String challengeId) {
        public Login {
            Check.present(email, "email");
            Check.range(email.length(), 3, Limits.EMAIL_CHARACTERS, "the length of email");
            checkChallenge(challengeId);
        }

        /// The first request, or a page's.
        public static Login to(String email) {
            return new Login(email, null);
        }
    }

    /// 202 to a login, the same for known and unknown addresses.
    ///
    /// @param expiresInSeconds life of the code
    /// @param resendAfterSeconds when another may be asked for
    /// @param challengeId for programs only: the code is good together with it; pages have theirs in the cookie
    ///     `__Host-parley-challenge`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CodeSent(
            long expiresInSeconds,
            long resendAfterSeconds,
            @Nullable String challengeId) {
        /// The same for a program.
        public CodeSent to(String challenge) {
            return new CodeSent(expiresInSeconds, resendAfterSeconds, challenge);
        }

        /// Without the challenge.
        @Override
        public String toString() {
            return "CodeSent[]";
        }
    }

    /// `POST /api/v1/verify`: sign in with the code; creates the account on the first time.
    ///
    /// @param challengeId for programs only: what the answer to their request said
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Verify(String email, String otp, @Nullable String challengeId) {
        public Verify {
            Check.present(email, "email");
            Check.range(email.length(), 3, Limits.EMAIL_CHARACTERS, "the length of email");
            Check.present(otp, "otp");
            if (!otp.matches("[0-9]{6}")) {
                throw InvalidInput.badRequest("otp must be six digits");
            }
            checkChallenge(challengeId);
        }

        /// By a page.
        public static Verify by(String email, String otp) {
            return new Verify(email, otp, null);
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
    /// @param name empty until chosen, as are `handle`, `about`, `language` and `timeZone`
    /// @param language BCP 47 tag: the mails' language
    /// @param timeZone IANA id
    /// @param hasPassword whether a password is a second way in
    public record Me(
            UserId id,
            String email,
            String name,
            String handle,
            String about,
            String language,
            String timeZone,
            AccountRole role,
            boolean hasPassword,
            Instant createdAt) {
        @Override
        public String toString() {
            return "Me[id=" + id + "]";
        }
    }

    /// `POST /api/v1/update/user`: only the fields that are there change; an empty text takes a field back, but not the
    /// name.
    ///
    /// @param handle 3 to 30 of `a-z`, `0-9`, `_` and `.`, one person's only
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record UpdateUser(
            @Nullable String name,
            @Nullable String handle,
            @Nullable String about,
            @Nullable String language,
            @Nullable String timeZone) {
        public UpdateUser {
            name = name == null ? null : Check.line(name, Limits.NAME_CHARACTERS, "name");
            handle = ProfileFields.handle(handle);
            about = ProfileFields.about(about);
            language = ProfileFields.language(language);
            timeZone = ProfileFields.timeZone(timeZone);
            if (name == null && handle == null && about == null && language == null && timeZone == null) {
                throw InvalidInput.badRequest("there is nothing to change");
            }
        }

        /// Only the name.
        public static UpdateUser to(String name) {
            return new UpdateUser(name, null, null, null, null);
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

    private static void checkChallenge(@Nullable String challengeId) {
        if (challengeId != null) {
            Check.range(challengeId.length(), 1, CHALLENGE_CHARACTERS, "the length of challengeId");
        }
    }
}
