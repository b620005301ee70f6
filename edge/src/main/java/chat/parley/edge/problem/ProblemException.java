package chat.parley.edge.problem;

import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.error.Problem;
import org.jspecify.annotations.Nullable;

/// A refusal on its way to the edge. Carries no stack trace: it is an answer, not a defect.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String detail;
    private final @Nullable Long retryAfterMs;

    /// A refusal whose repetition is no use.
    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    /// A refusal.
    ///
    /// @param detail for people; goes out as it is
    /// @param retryAfterMs when to try again, in milliseconds
    public ProblemException(ErrorCode code, String detail, @Nullable Long retryAfterMs) {
        super(code + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.retryAfterMs = retryAfterMs;
    }

    /// 401, without saying why.
    public static ProblemException unauthenticated() {
        return new ProblemException(ErrorCode.UNAUTHENTICATED, "The access token is missing or no longer valid.");
    }

    /// 404, the same for what does not exist and what is none of the caller's business.
    public static ProblemException notFound() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is nothing here for you.");
    }

    /// 503: a part that we need is away, and nothing was done.
    public static ProblemException unavailable() {
        return new ProblemException(ErrorCode.UNAVAILABLE, "A part of the service is away. Try again soon.", 2_000L);
    }

    /// The code to answer with.
    public ErrorCode code() {
        return code;
    }

    /// What to tell the caller.
    public String detail() {
        return detail;
    }

    /// When to try again, in milliseconds.
    public @Nullable Long retryAfterMs() {
        return retryAfterMs;
    }

    /// As the body of an answer.
    public Problem problem() {
        return retryAfterMs == null ? Problem.of(code, detail) : Problem.of(code, detail, retryAfterMs);
    }
}
