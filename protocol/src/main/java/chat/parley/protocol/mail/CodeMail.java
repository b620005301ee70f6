package chat.parley.protocol.mail;

import chat.parley.protocol.Check;
import java.time.Instant;
import java.util.UUID;

/// A one-time code on its way to a mailbox: the payload of queue `send-otp`, as JSON, persistent.
///
/// Delivered at least once; a repeat carries the same `requestId` and code. Not sent after `expiresAt`.
///
/// @param email where to, in canonical form
/// @param code six digits; a secret
/// @param language BCP 47 tag of the text
public record CodeMail(UUID requestId, String email, String code, Instant expiresAt, String language) {
    /// The queue.
    public static final String QUEUE = "send-otp";
    /// Where messages go that can never be sent.
    public static final String DEAD_QUEUE = "send-otp.dead";

    public CodeMail {
        Check.present(requestId, "requestId");
        Check.present(email, "email");
        Check.present(code, "code");
        Check.present(expiresAt, "expiresAt");
        Check.present(language, "language");
    }

    /// Without the address and the code.
    @Override
    public String toString() {
        return "CodeMail[requestId=" + requestId + "]";
    }
}
