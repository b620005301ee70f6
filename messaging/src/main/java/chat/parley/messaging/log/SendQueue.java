package chat.parley.messaging.log;

import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.MonoSink;

/// The sends of one conversation that wait for an outcome: those queued, and those being written. Inside [Serial] only.
final class SendQueue {
    /// Sends without an outcome; more are refused as OVERLOADED.
    static final int MAX_PENDING = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final long RETRY_AFTER_MS = 500;

    private final Clock clock;
    private final Deque<PendingSend> waiting = new ArrayDeque<>();
    private final Map<PendingSend.Key, PendingSend> unanswered = new HashMap<>();
    private final Set<UserId> doubted = new HashSet<>();
    private final List<PendingSend> heldBack = new ArrayList<>();

    SendQueue(Clock clock) {
        this.clock = clock;
    }

    /// Queues it, or lets it share the outcome of its twin, or refuses it.
    void offer(Append append, MonoSink<AppendOutcome> asker) {
        PendingSend twin = unanswered.get(new PendingSend.Key(append.sender(), append.clientMessageId()));
        if (twin != null) {
            twin.join(append, asker);
        } else if (unanswered.size() >= MAX_PENDING) {
            asker.success(new AppendOutcome.Refused(
                    ErrorCode.OVERLOADED, "Too many messages wait in this conversation.", RETRY_AFTER_MS));
        } else {
            PendingSend send = new PendingSend(append, now().plus(PATIENCE), asker);
            unanswered.put(send.key(), send);
            waiting.add(send);
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isIdle() {
        return unanswered.isEmpty();
    }

    PendingSend take() {
        return waiting.remove();
    }

    /// Puts sends that were taken back to the front, in their order.
    void putBack(List<PendingSend> sends) {
        sends.reversed().forEach(waiting::addFirst);
    }

    /// It is being looked into: what the same person sent after it waits, until [#settle].
    void doubt(PendingSend send) {
        doubted.add(send.append().sender());
    }

    /// Keeps it where its sender's earlier send is being looked into.
    boolean holdsBack(PendingSend send) {
        return doubted.contains(send.append().sender()) && heldBack.add(send);
    }

    /// It was looked into; those that waited for it are next.
    void settle(PendingSend send) {
        UserId sender = send.append().sender();
        doubted.remove(sender);
        List<PendingSend> later = heldBack.stream()
                .filter(held -> held.append().sender().equals(sender))
                .toList();
        heldBack.removeAll(later);
        putBack(later);
    }

    void stored(PendingSend send, StoredEntry entry, boolean duplicate) {
        unanswered.remove(send.key(), send);
        send.stored(entry, duplicate);
    }

    void refuse(PendingSend send, ErrorCode code, String detail) {
        unanswered.remove(send.key(), send);
        send.refused(code, detail);
    }

    /// Answers everything, also what is being written.
    void refuseAll(ErrorCode code, String detail) {
        List<PendingSend> all = List.copyOf(unanswered.values());
        unanswered.clear();
        waiting.clear();
        heldBack.clear();
        doubted.clear();
        all.forEach(send -> send.refused(code, detail));
    }

    private Instant now() {
        return clock.instant();
    }
}
