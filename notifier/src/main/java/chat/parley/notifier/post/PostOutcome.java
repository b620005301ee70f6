package chat.parley.notifier.post;

/// What became of a mail, for good.
public sealed interface PostOutcome {
    /// The mail server has taken it, now or in an earlier attempt.
    record Sent() implements PostOutcome {}

    /// It has expired, or would before anybody read it.
    record Expired() implements PostOutcome {}

    /// It can never be sent.
    ///
    /// @param why without address and code
    record Refused(String why) implements PostOutcome {}
}
