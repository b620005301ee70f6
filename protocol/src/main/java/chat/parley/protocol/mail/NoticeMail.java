package chat.parley.protocol.mail;

import chat.parley.protocol.Check;
import java.time.Instant;
import java.util.UUID;

/// A notice on its way to a mailbox: the payload of queue `send-mail`. Apart from the codes, which must not wait behind
/// notices that some mail server puts off for a day.
///
/// @param device from where, for people; empty where nobody knows
/// @param happenedAt what it tells of
/// @param timeZone IANA id in which to tell the time; empty for UTC
public record NoticeMail(
        UUID requestId,
        String email,
        NoticeKind kind,
        String device,
        Instant happenedAt,
        Instant expiresAt,
        String language,
        String timeZone)
        implements MailRequest {
    /// The queue.
    public static final String QUEUE = "send-mail";
    /// Where messages go that can never be sent.
    public static final String DEAD_QUEUE = "send-mail.dead";

    public NoticeMail {
        Check.present(requestId, "requestId");
        Check.present(email, "email");
        Check.present(kind, "kind");
        Check.present(device, "device");
        Check.present(happenedAt, "happenedAt");
        Check.present(expiresAt, "expiresAt");
        Check.present(language, "language");
        Check.present(timeZone, "timeZone");
    }

    /// Without the address.
    @Override
    public String toString() {
        return "NoticeMail[requestId=" + requestId + ", kind=" + kind + "]";
    }
}
