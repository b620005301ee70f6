package chat.parley.protocol.mail;

import java.time.Instant;
import java.util.UUID;

/// A mail that identity wants sent: JSON in a queue of its kind, persistent. Delivered at least once; a repeat carries
/// the same `requestId`. Not sent after `expiresAt`.
public sealed interface MailRequest permits CodeMail, NoticeMail {
    /// The same for every repeat.
    UUID requestId();

    /// Where to, in canonical form.
    String email();

    /// When it is of no use any more.
    Instant expiresAt();

    /// BCP 47 tag of the text.
    String language();
}
