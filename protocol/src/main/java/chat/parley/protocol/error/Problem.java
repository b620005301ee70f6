package chat.parley.protocol.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// The body of every HTTP error: `application/problem+json` (RFC 9457) with our `code` as extension member.
///
/// @param type always `about:blank`: the code says more than a page could
/// @param title the code's text
/// @param status the HTTP status, repeated
/// @param detail what to do about it, for people; never a stack trace, class name or version
/// @param code one of [ErrorCode]
/// @param retryAfterMs when to try again, in milliseconds; absent where repeating does not help
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        ErrorCode code,
        @Nullable Long retryAfterMs) {
    /// The media type.
    public static final String MEDIA_TYPE = "application/problem+json";

    /// A problem with the code's own title and status.
    public static Problem of(ErrorCode code, String detail) {
        return new Problem("about:blank", code.title(), code.status(), detail, code, null);
    }

    /// The same with a time to wait.
    public static Problem of(ErrorCode code, String detail, long retryAfterMs) {
        return new Problem("about:blank", code.title(), code.status(), detail, code, retryAfterMs);
    }
}
