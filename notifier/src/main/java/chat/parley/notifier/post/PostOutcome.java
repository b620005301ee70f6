package chat.parley.notifier.post;

/// What became of a code mail, for good.
public sealed interface PostOutcome {
    /// The mail server has taken it, now or in an earlier attempt.
    record Sent() implements PostOutcome {}

    /// Its code has expired, or would before anybody read it.
    record Expired() implements PostOutcome {}

    /// It can never be sent.
    ///
    /// @param why without address and code
    record Refused(String why) implements PostOutcome {}
}
