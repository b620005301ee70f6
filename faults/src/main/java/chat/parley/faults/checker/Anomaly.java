package chat.parley.faults.checker;

import java.util.Locale;

/// Everything that must not happen. The class that looks for it has the same name.
public enum Anomaly {
    /// Acknowledged, and in no final read or audit.
    LOST_ACK,
    /// Shown or stored, but never sent so; or shown, never acknowledged, and not in the log.
    PHANTOM,
    /// Every attempt was refused explicitly, and yet it was shown or stored.
    REJECTED_BUT_STORED,
    /// The log holds one message twice.
    DUPLICATE,
    /// Two messages have the same seq.
    DUPLICATE_SEQ,
    /// Repeats of one send were answered differently, or one with other content was accepted.
    RETRY_NOT_IDEMPOTENT,
    /// No view of the log has this seq, although there are later ones.
    SEQ_HOLE,
    /// A message was acknowledged, shown or fetched under another seq than the log has for it.
    INCONSISTENT_OFFSET,
    /// Two final views of one conversation differ where they should not.
    MEMBERS_DISAGREE,
    /// A send that began after another was acknowledged got a lower seq; or sends pipelined on one connection swapped.
    REAL_TIME_ORDER,
    /// A connection was shown an entry without those before it, or was never shown the last ones.
    RECV_SKIP,
    /// A connection was shown an older entry, not seen before, after a newer one.
    NON_MONOTONIC_RECV,
    /// A device was shown the same entry twice.
    VISIBLE_DUPLICATE,
    /// A read or delivered mark went back.
    READ_REGRESSED,
    /// A read or delivered mark passed what the member's devices reported.
    READ_PHANTOM,
    /// Somebody was shown online or offline wrongly for too long.
    PRESENCE_DIVERGENCE,
    /// Somebody got an entry from before joining or after removal.
    UNAUTHORISED_RECV,
    /// A session, or a refresh token, worked after its end.
    REVOKED_USE,
    /// A code mail that is missing, late, unasked for, or differs from its repeat.
    MAIL_LEDGER,
    /// After a heal no send succeeded in time.
    LIVENESS;

    /// As in the report: `lost-ack`.
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
