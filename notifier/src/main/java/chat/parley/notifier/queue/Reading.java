package chat.parley.notifier.queue;

import chat.parley.protocol.mail.CodeMail;

/// What a message turned out to be.
sealed interface Reading {
    /// A mail to send.
    record Legible(CodeMail mail) implements Reading {}

    /// Nothing that we could ever send.
    record Illegible(String why) implements Reading {}
}
