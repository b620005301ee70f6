package chat.parley.notifier.queue;

import chat.parley.protocol.mail.MailRequest;

/// What a message turned out to be.
sealed interface Reading {
    /// A mail to send.
    record Legible(MailRequest mail) implements Reading {}

    /// Nothing that we could ever send.
    record Illegible(String why) implements Reading {}
}
