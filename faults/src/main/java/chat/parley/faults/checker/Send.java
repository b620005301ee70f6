package chat.parley.faults.checker;

import chat.parley.faults.history.Event;
import chat.parley.faults.history.MalformedHistory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as its sender knows it: all attempts under one clientMessageId in one conversation.
final class Send {
    private final String clientMessageId;
    private final List<Attempt> attempts = new ArrayList<>(1);

    Send(String clientMessageId) {
        this.clientMessageId = clientMessageId;
    }

    void begin(long line, Event invoke) {
        attempts.add(new Attempt(line, invoke));
    }

    void end(long line, Event event) {
        for (Attempt attempt : attempts.reversed()) {
            if (attempt.isOpenAt(event.client())) {
                attempt.end(line, event);
                return;
            }
        }
        throw new MalformedHistory(line, "the outcome of a send that was not invoked", null);
    }

    String clientMessageId() {
        return clientMessageId;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    long firstLine() {
        return attempts.getFirst().begunLine();
    }

    /// The first attempt that was acknowledged, by when it was; null when none.
    @Nullable
    Attempt acknowledged() {
        Attempt first = null;
        for (Attempt attempt : attempts) {
            if (attempt.isAcknowledged() && (first == null || attempt.endedLine() < first.endedLine())) {
                first = attempt;
            }
        }
        return first;
    }

    /// Whether all repeats that were acknowledged got the same seq.
    boolean isAnsweredAlike() {
        return attempts.stream()
                        .filter(Attempt::isAcknowledged)
                        .mapToLong(Attempt::seq)
                        .distinct()
                        .count()
                <= 1;
    }

    boolean wasSentAs(String digest) {
        return attempts.stream().anyMatch(attempt -> attempt.digest().equals(digest));
    }

    /// Whether any attempt may have had an effect.
    boolean mayBeStored() {
        return attempts.stream().anyMatch(attempt -> !attempt.isRefused());
    }

    /// Whether an attempt with this content may have had an effect.
    boolean mayBeStoredAs(String digest) {
        return attempts.stream().anyMatch(attempt -> attempt.digest().equals(digest) && !attempt.isRefused());
    }
}
