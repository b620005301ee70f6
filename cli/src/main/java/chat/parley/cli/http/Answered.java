package chat.parley.cli.http;

import chat.parley.protocol.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/// A service said no.
public final class Answered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable ErrorCode code;
    private final long retryAfterMs;

    Answered(int status, @Nullable ErrorCode code, String detail, long retryAfterMs) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfterMs = retryAfterMs;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// Whether it was this code.
    public boolean is(ErrorCode expected) {
        return code == expected;
    }

    /// When to try again in milliseconds; 0 where the service did not say.
    public long retryAfterMs() {
        return retryAfterMs;
    }

    /// What it said, for people.
    public String detail() {
        String message = getMessage();
        return message == null ? "status " + status : message;
    }

    /// Whether nothing was done and the same may work in a while.
    public boolean passes() {
        return is(ErrorCode.RATE_LIMITED) || is(ErrorCode.OVERLOADED) || is(ErrorCode.UNAVAILABLE);
    }
}
