package chat.parley.identity.code;

/// What became of a code that somebody typed.
public sealed interface Redemption {
    /// It was the right one, and is used up now.
    record Accepted() implements Redemption {}

    /// Wrong, used, replaced or expired; which, nobody learns.
    record Refused() implements Redemption {}

    /// Wrong, and the last one for a while.
    record Exhausted() implements Redemption {}

    /// Too many wrong ones for this address.
    ///
    /// @param retryAfterMs when the count starts anew, in milliseconds
    record Locked(long retryAfterMs) implements Redemption {}
}
