package chat.parley.protocol.error;

/// Everything that Parley refuses, by a name that never changes.
///
/// The same codes appear in `application/problem+json` bodies, in `error` frames and in RSocket errors.
/// Clients branch on the code; the text beside it is for people and may be reworded.
public enum ErrorCode {
    /// Not JSON, a missing or mistyped field, an unknown field, a number out of range.
    BAD_REQUEST(400, "The request could not be understood"),
    /// A frame whose `type` nobody knows. The connection stays open.
    UNKNOWN_TYPE(400, "Unknown frame type"),
    /// No access token, or one that is malformed, expired, foreign or revoked.
    UNAUTHENTICATED(401, "Sign in to continue"),
    /// The one-time code is wrong, used, replaced or expired.
    CODE_REFUSED(401, "The code is not valid (any more)"),
    /// Address and password do not belong together; which of the two is wrong, nobody learns.
    CREDENTIALS_REFUSED(401, "The address or the password is wrong"),
    /// Known person, but not allowed to do this here.
    FORBIDDEN(403, "You are not allowed to do this"),
    /// Only for who has signed in lately: show a code or the password again (`POST /reauth`), then repeat.
    REAUTH_REQUIRED(403, "Confirm that it is you"),
    /// The right way in, but the account is suspended.
    SUSPENDED(403, "This account is suspended"),
    /// The page that called is not one that this installation serves.
    ORIGIN_REFUSED(403, "Requests from this origin are not accepted"),
    /// It does not exist, or it is none of the caller's business; the two look the same.
    NOT_FOUND(404, "Not found"),
    /// Wrong HTTP method for this address.
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    /// The caller accepts none of the types this address can answer with.
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    /// The state of the thing does not allow this now.
    CONFLICT(409, "This conflicts with the current state"),
    /// The `clientMessageId` was used before with other content.
    IDEMPOTENCY_MISMATCH(409, "This clientMessageId was used with other content"),
    /// A body or frame above its limit.
    PAYLOAD_TOO_LARGE(413, "Too large"),
    /// Not `application/json`, where only that is read.
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    /// Well-formed, but the content breaks a rule (blank text, text too long, name too long).
    UNPROCESSABLE(422, "The content is not acceptable"),
    /// Too much from one person, connection or address; wait `retryAfterMs`.
    RATE_LIMITED(429, "Too many requests, slow down"),
    /// A defect on our side. Logged there; nothing about it leaks here.
    INTERNAL(500, "Something went wrong on our side"),
    /// Refused before anything was done, because a part we need is away. Safe to repeat.
    UNAVAILABLE(503, "The service is not available right now"),
    /// Refused before anything was done, because a queue is full. Safe to repeat after `retryAfterMs`.
    OVERLOADED(503, "The service is overloaded"),
    /// A stream of events ended because its reader asked for too little. Ask again with the cursors held by now.
    SLOW_READER(503, "Events were read too slowly"),
    /// Handed to the store, which did not answer in time: done or not. Repeat with the same `clientMessageId`.
    OUTCOME_UNKNOWN(504, "The outcome is not known yet");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /// The HTTP status that goes with it (RFC 9110).
    public int status() {
        return status;
    }

    /// A short text for people, in English.
    public String title() {
        return title;
    }
}
