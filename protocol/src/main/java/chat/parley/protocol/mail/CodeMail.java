package chat.parley.protocol.mail;

import chat.parley.protocol.Check;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/// A one-time code on its way to a mailbox: the payload of queue `send-otp`, as JSON, persistent.
///
/// As every [MailRequest]; a repeat carries the same code.
///
/// @param email where to, in canonical form
/// @param code six digits; a secret
/// @param language BCP 47 tag of the text
/// @param purpose what it is good for; a message without it is for signing in
public record CodeMail(
        UUID requestId, String email, String code, Instant expiresAt, String language, CodePurpose purpose)
        implements MailRequest {
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
        purpose = Objects.requireNonNullElse(purpose, CodePurpose.SIGN_IN);
    }

    /// One for signing in.
    public CodeMail(UUID requestId, String email, String code, Instant expiresAt, String language) {
        this(requestId, email, code, expiresAt, language, CodePurpose.SIGN_IN);
    }

    /// Without the address and the code.
    @Override
    public String toString() {
        return "CodeMail[requestId=" + requestId + "]";
    }
}
