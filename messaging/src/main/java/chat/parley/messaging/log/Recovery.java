package chat.parley.messaging.log;

import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// What to do with a batch whose insert stopped: read what is in the log by now, answer the sends that are there, put
/// the others back to be numbered anew. Inside [Serial], but for the reading.
final class Recovery {
    private static final int MAX_ATTEMPTS = 20;

    private final List<Sequencer.Numbered> batch;
    private final LogTip tip;
    private final SendQueue queue;
    private final LogParts parts;
    private final InsertFailure failure;
    private final ChatId chatId;

    /// What the store says.
    ///
    /// @param missed entries behind the head, ascending
    /// @param sent entries under the ids of the batch
    record Found(List<StoredEntry> missed, List<StoredEntry> sent) {}

    /// What remains to be done.
    ///
    /// @param answers to those whose entry was found
    /// @param noticeFound one of them is a notice, to be answered after its projection
    /// @param nothingLearnt the entry that is in the way is not visible yet: wait before the next try
    record Rest(List<Runnable> answers, boolean noticeFound, boolean nothingLearnt) {}

    Recovery(List<Sequencer.Numbered> batch, InsertFailure failure, LogTip tip, SendQueue queue, LogParts parts) {
        this.batch = batch;
        this.tip = tip;
        this.queue = queue;
        this.parts = parts;
        this.failure = failure;
        this.chatId = batch.getFirst().entry().entry().chatId();
    }

    Mono<Found> learn() {
        long from = tip.headSeq() + 1;
        List<Append> appends =
                batch.stream().map(numbered -> numbered.send().append()).toList();
        return Mono.zip(
                parts.store().read(chatId, from, from + LogStore.PAGE - 1),
                parts.store().sent(chatId, appends),
                Found::new);
    }

    boolean mayTryAgain() {
        Instant now = parts.clock().instant();
        return batch.stream().allMatch(numbered -> numbered.send().mayRetry(MAX_ATTEMPTS, now));
    }

    Rest sort(Found found) {
        Map<PendingSend.Key, StoredEntry> sent = new HashMap<>();
        found.sent().forEach(entry -> sent.put(new PendingSend.Key(entry.sender(), entry.clientMessageId()), entry));
        List<PendingSend> left = new ArrayList<>();
        List<Runnable> answers = new ArrayList<>();
        boolean notice = false;
        for (int i = 0; i < batch.size(); i++) {
            Sequencer.Numbered numbered = batch.get(i);
            boolean mayBeOurs = i < failure.written();
            StoredEntry entry = sent.get(numbered.send().key());
            if (entry == null) {
                left.add(numbered.send());
            } else {
                tip.reach(entry.seq());
                notice |= entry.entry() instanceof LogEntry.Notice;
                boolean duplicate =
                        !mayBeOurs || entry.seq() != numbered.entry().seq();
                answers.add(() -> queue.stored(numbered.send(), entry, duplicate));
            }
        }
        applyMissed(found.missed());
        boolean waits =
                putBack(left) && found.missed().isEmpty() && found.sent().isEmpty();
        return new Rest(answers, notice, waits);
    }

    /// Entries found may be this node's own, of an append whose answer was lost: so other nodes are told of them too.
    private void applyMissed(List<StoredEntry> missed) {
        if (!missed.isEmpty()) {
            tip.reach(missed.getLast().seq());
            tip.apply(missed, true);
        }
    }

    /// True when something was put back.
    private boolean putBack(List<PendingSend> left) {
        Instant now = parts.clock().instant();
        List<PendingSend> again =
                left.stream().filter(send -> send.mayRetry(MAX_ATTEMPTS, now)).toList();
        left.stream().filter(send -> !again.contains(send)).forEach(this::giveUp);
        queue.putBack(again);
        return !again.isEmpty();
    }

    /// Those that an attempt may have stored are told so: each send knows that of itself.
    private void giveUp(PendingSend send) {
        queue.refuse(send, ErrorCode.OVERLOADED, "It could not be stored in time. Repeat it with the same id.");
    }
}
