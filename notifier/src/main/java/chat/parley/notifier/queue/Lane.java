package chat.parley.notifier.queue;

import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.MailRequest;
import chat.parley.protocol.mail.NoticeMail;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The two queues of mails. Each has connections, places and threads of its own: codes do not wait behind notices that
/// some mail server puts off for hours.
public enum Lane {
    /// One-time codes.
    CODES(CodeMail.QUEUE, CodeMail.DEAD_QUEUE, CodeMail.class, Duration.ofMinutes(15), 64),
    /// Notices about an account.
    NOTICES(NoticeMail.QUEUE, NoticeMail.DEAD_QUEUE, NoticeMail.class, Duration.ofDays(2), 256);

    private final String queue;
    private final String deadQueue;
    private final Class<? extends MailRequest> type;
    private final Duration longestLife;
    private final int inHand;

    Lane(String queue, String deadQueue, Class<? extends MailRequest> type, Duration longestLife, int inHand) {
        this.queue = queue;
        this.deadQueue = deadQueue;
        this.type = type;
        this.longestLife = longestLife;
        this.inHand = inHand;
    }

    /// The one with this queue.
    public static Optional<Lane> of(String queue) {
        return Arrays.stream(values()).filter(lane -> lane.queue.equals(queue)).findFirst();
    }

    /// Where the mails come from.
    public String queue() {
        return queue;
    }

    /// Where those go that can never be sent.
    public String deadQueue() {
        return deadQueue;
    }

    Class<? extends MailRequest> type() {
        return type;
    }

    /// A mail is tried again until it expires, so this bounds how long it may hold its place.
    Duration longestLife() {
        return longestLife;
    }

    /// Mails in our hands at once. More than there are mail threads, since one that waits for its next attempt holds
    /// its
    /// place.
    int inHand() {
        return inHand;
    }
}
