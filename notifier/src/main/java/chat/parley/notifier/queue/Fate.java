package chat.parley.notifier.queue;

/// What became of a mail. Each is final: the mail leaves the queue.
sealed interface Fate {
    /// The mail server took it.
    record Sent() implements Fate {}

    /// Its code was no longer of use.
    record Expired() implements Fate {}

    /// It can never be sent.
    ///
    /// @param reason for the log; nothing of the mail is in it
    record Dead(String reason) implements Fate {}
}
