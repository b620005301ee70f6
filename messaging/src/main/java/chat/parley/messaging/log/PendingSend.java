package chat.parley.messaging.log;

import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.MonoSink;

/// An append that waits for its outcome, with everyone who asked for it. Touched by its sequencer only.
final class PendingSend {
    /// What makes two appends one.
    record Key(UserId sender, UUID clientMessageId) {}

    private static final String MISMATCH = "This clientMessageId was used before with other content.";
    private static final String UNKNOWN = "The store does not say whether it was stored. Repeat it with the same id.";
    /// Sends under one id that may share an outcome; a queue of its own bounds the rest.
    private static final int MAX_ASKERS = 32;
    private static final long RETRY_AFTER_MS = 1_000;

    private final Append append;
    private final Digest digest;
    private final Instant deadline;
    private final List<MonoSink<AppendOutcome>> askers = new ArrayList<>(1);
    private int attempts;
    private boolean maybeStored;

    PendingSend(Append append, Instant deadline, MonoSink<AppendOutcome> asker) {
        this.append = append;
        this.digest = Digest.of(append);
        this.deadline = deadline;
        askers.add(asker);
    }

    Append append() {
        return append;
    }

    Digest digest() {
        return digest;
    }

    Key key() {
        return new Key(append.sender(), append.clientMessageId());
    }

    /// An attempt to write it ended without an answer: it may still appear in the log, whatever happens from now on.
    void mayBeStored() {
        maybeStored = true;
    }

    /// A second asker for the same thing gets the same answer; for another thing under the same id, a refusal.
    /// Too many askers for it are not told that it was refused, because the first of them may yet succeed.
    void join(Append twin, MonoSink<AppendOutcome> asker) {
        if (askers.size() >= MAX_ASKERS) {
            asker.success(new AppendOutcome.Refused(ErrorCode.OUTCOME_UNKNOWN, UNKNOWN, 500L));
        } else if (digest.equals(Digest.of(twin))) {
            askers.add(asker);
        } else {
            asker.success(new AppendOutcome.Refused(ErrorCode.IDEMPOTENCY_MISMATCH, MISMATCH, null));
        }
    }

    /// Whether it may be tried once more.
    boolean mayRetry(int maxAttempts, Instant now) {
        attempts++;
        return attempts < maxAttempts && now.isBefore(deadline);
    }

    /// Answers the first asker as told; those who joined asked for a duplicate.
    void stored(StoredEntry stored, boolean duplicate) {
        if (!stored.digest().equals(digest)) {
            answer(ErrorCode.IDEMPOTENCY_MISMATCH, MISMATCH); // the id is taken: no late attempt can be stored
            return;
        }
        for (int i = 0; i < askers.size(); i++) {
            askers.get(i).success(new AppendOutcome.Stored(stored.entry(), duplicate || i > 0));
        }
    }

    /// Any refusal but `OUTCOME_UNKNOWN` says that nothing was stored, which must not be said of what may be (C2).
    void refused(ErrorCode code, String detail) {
        if (maybeStored) {
            answer(ErrorCode.OUTCOME_UNKNOWN, UNKNOWN);
        } else {
            answer(code, detail);
        }
    }

    private void answer(ErrorCode code, String detail) {
        boolean later = code == ErrorCode.UNAVAILABLE || code == ErrorCode.OVERLOADED;
        Long retryAfterMs = later ? RETRY_AFTER_MS : null;
        askers.forEach(asker -> asker.success(new AppendOutcome.Refused(code, detail, retryAfterMs)));
    }
}
