package chat.parley.notifier.letter;

import jakarta.mail.internet.InternetAddress;

/// A mail, ready to be sent: the same content as text and as HTML.
///
/// @param messageId the same for every repeat of the same request, so that mailboxes can tell
public record Letter(InternetAddress from, String to, String messageId, String subject, String text, String html) {
    /// Without the address and the code.
    @Override
    public String toString() {
        return "Letter[" + messageId + "]";
    }
}
