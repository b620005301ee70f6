package chat.parley.messaging.log;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// One conversation on one node: the queue of its pending sends, its one writer, and the one place that applies
/// entries in order of seq, wherever they come from (own appends, other nodes, repair).
///
/// An actor: all state is touched inside [Serial] only, and at most one store operation is on its way. It subscribes
/// by itself, against the house rule, because its store operations belong to the conversation, not to any caller:
/// an append goes on when the one who asked for it is gone.
final class Sequencer {
    /// Sends that may wait here; more are refused as OVERLOADED.
    static final int MAX_PENDING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
    private static final int MAX_BATCH = 100;
    private static final int MAX_ATTEMPTS = 20;
    private static final int MAX_CATCH_UPS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration VISIBILITY_PAUSE = Duration.ofMillis(50);
    private static final Duration RECOVERY_PAUSE = Duration.ofMillis(250);

    private final ChatId chatId;
    private final LogParts parts;
    private final Serial serial = new Serial();
    private final Aftermath aftermath;

    private final Deque<PendingSend> pending = new ArrayDeque<>();
    private final Map<PendingSend.Key, PendingSend> byKey = new HashMap<>();
    private volatile @Nullable Head head;
    private @Nullable Roster roster;
    /// A seq that is known to exist; above the head while something was missed.
    private long target;
    private int catchUps;
    private boolean busy;
    private volatile boolean followed;
    private boolean retired;
    private Instant lastUsed;

    Sequencer(ChatId chatId, LogParts parts) {
        this.chatId = chatId;
        this.parts = parts;
        this.aftermath = new Aftermath(parts, serial);
        this.lastUsed = parts.clock().instant();
    }

    /// Queues an append at subscription; empty when this sequencer has retired and another has to be asked.
    Mono<AppendOutcome> append(Append append) {
        return Mono.create(asker -> serial.run(() -> enqueue(append, asker)));
    }

    /// Keeps the conversation in view: gaps are repaired although nobody writes here.
    void follow(Head known) {
        serial.run(() -> {
            followed = true;
            if (head == null) {
                head = known;
            }
            reach(known.seq());
        });
    }

    /// The last local reader left.
    void unfollow() {
        serial.run(() -> {
            followed = false;
            lastUsed = parts.clock().instant();
        });
    }

    /// A batch from another node.
    void received(Batch batch) {
        serial.run(() -> take(batch));
    }

    /// This seq exists, says the store.
    void exists(long seq) {
        serial.run(() -> reach(seq));
    }

    /// The head as applied here, while somebody follows it.
    Optional<Head> followedHead() {
        return followed ? Optional.ofNullable(head) : Optional.empty();
    }

    /// Retires when nobody used it since `before`; tells `whenGone` so.
    void retireIfIdle(Instant before, Runnable whenGone) {
        serial.run(() -> {
            if (!followed && !busy && pending.isEmpty() && lastUsed.isBefore(before)) {
                retired = true;
                whenGone.run();
            }
        });
    }

    // ---- taking in ----

    private void enqueue(Append append, MonoSink<AppendOutcome> asker) {
        if (retired) {
            asker.success();
            return;
        }
        lastUsed = parts.clock().instant();
        PendingSend twin = byKey.get(new PendingSend.Key(append.sender(), append.clientMessageId()));
        if (twin != null) {
            joinTwin(twin, append, asker);
        } else if (byKey.size() >= MAX_PENDING) {
            asker.success(new AppendOutcome.Refused(
                    ErrorCode.OVERLOADED, "Too many messages wait in this conversation.", 500L));
        } else {
            PendingSend send = new PendingSend(append, lastUsed.plus(PATIENCE), asker);
            byKey.put(send.key(), send);
            pending.add(send);
            next();
        }
    }

    private static void joinTwin(PendingSend twin, Append append, MonoSink<AppendOutcome> asker) {
        if (twin.digest().equals(Digest.of(append))) {
            twin.join(asker);
        } else {
            asker.success(new AppendOutcome.Refused(
                    ErrorCode.IDEMPOTENCY_MISMATCH, "This clientMessageId was used before with other content.", null));
        }
    }

    private void take(Batch batch) {
        if (head == null || batch.lastSeq() <= head.seq()) {
            return;
        }
        if (batch.firstSeq() == head.seq() + 1) {
            advance(batch, false);
        } else {
            reach(batch.lastSeq());
        }
    }

    private void reach(long seq) {
        if (head != null && seq > head.seq()) {
            target = Math.max(target, seq);
            next();
        }
    }

    // ---- deciding what to do next ----

    private void next() {
        if (busy) {
            return;
        }
        if (head != null && target > head.seq()) {
            catchUp(head);
        } else if (!pending.isEmpty()) {
            writeNext();
        }
    }

    private void writeNext() {
        Head knownHead = head;
        Roster knownRoster = roster;
        if (knownHead == null || knownRoster == null) {
            open();
        } else {
            write(knownHead, knownRoster);
        }
    }

    private <T> void start(Mono<T> operation, Consumer<T> then, Consumer<Throwable> otherwise) {
        busy = true;
        Disposable unused = operation.subscribe(
                result -> serial.run(() -> finish(() -> then.accept(result))),
                error -> serial.run(() -> finish(() -> otherwise.accept(error))));
    }

    private void finish(Runnable outcome) {
        busy = false;
        outcome.run();
        next();
    }

    // ---- opening ----

    private void open() {
        start(new RosterRepair(chatId, parts).load(), this::opened, this::notOpened);
    }

    private void opened(RosterRepair.Loaded loaded) {
        Head known = head == null ? loaded.head() : head;
        head = known;
        if (known.seq() > loaded.head().seq()) {
            // What was applied meanwhile may hold notices that this roster lacks: read it again, a moment later.
            pause();
        } else {
            roster = loaded.roster();
            target = Math.max(target, loaded.head().seq());
        }
    }

    private void pause() {
        start(Mono.delay(VISIBILITY_PAUSE), tick -> {}, error -> {});
    }

    private void notOpened(Throwable error) {
        LOG.warn("Cannot open conversation {}: {}", chatId, error.toString());
        refuseAll(ErrorCode.UNAVAILABLE, "The store does not answer; nothing was stored. Try again.");
    }

    // ---- writing ----

    private record Numbered(PendingSend send, StoredEntry entry) {}

    private void write(Head base, Roster rights) {
        List<Numbered> batch = nextBatch(base, rights);
        if (batch.isEmpty()) {
            return;
        }
        start(
                parts.store()
                        .insert(batch.stream().map(Numbered::entry).toList())
                        .thenReturn(batch),
                this::inserted,
                error -> stopped(batch, error));
    }

    /// Judges and numbers what waits. A batch ends with a notice, since what follows is judged by its outcome.
    private List<Numbered> nextBatch(Head base, Roster rights) {
        List<Numbered> batch = new ArrayList<>();
        Head last = base;
        while (batch.size() < MAX_BATCH && !pending.isEmpty()) {
            PendingSend send = pending.remove();
            switch (rights.judge(send.append())) {
                case Roster.Verdict.Refused refused -> refuseUnlessStored(send, refused);
                case Roster.Verdict.Accepted accepted -> {
                    Append append = accepted.append();
                    StoredEntry entry = EntryNumbering.number(chatId, last, rights, append, send.digest(), now());
                    last = headAt(entry.entry());
                    batch.add(new Numbered(send, entry));
                    if (append instanceof Append.Notice) {
                        return batch;
                    }
                }
            }
        }
        return batch;
    }

    private void inserted(List<Numbered> batch) {
        settle(batch.stream().map(Numbered::entry).toList(), () -> batch.forEach(this::acknowledge));
    }

    private void acknowledge(Numbered numbered) {
        byKey.remove(numbered.send().key());
        numbered.send().stored(numbered.entry(), false);
    }

    /// Applies own entries, projects their notices, then answers. A projection that fails leaves the outcome unknown
    /// to the asker, who repeats it; the projection is repaired when the roster is loaded again.
    private void settle(List<StoredEntry> entries, Runnable answer) {
        Roster before = roster;
        apply(entries.stream().map(StoredEntry::entry).toList(), true);
        Roster after = roster;
        Optional<LogEntry.Notice> notice = lastNotice(entries);
        if (notice.isEmpty() || before == null || after == null) {
            answer.run();
            aftermath.add(entries);
            return;
        }
        start(
                parts.rosters().project(notice.get(), before, after).thenReturn(true),
                done -> {
                    answer.run();
                    aftermath.add(entries);
                },
                this::unprojected);
    }

    private void unprojected(Throwable error) {
        LOG.warn("Cannot project a notice of conversation {}: {}", chatId, error.toString());
        roster = null;
        outcomeUnknown();
    }

    private static Optional<LogEntry.Notice> lastNotice(List<StoredEntry> entries) {
        return entries.getLast().entry() instanceof LogEntry.Notice notice ? Optional.of(notice) : Optional.empty();
    }

    // ---- when an insert stops ----

    private void stopped(List<Numbered> batch, Throwable error) {
        if (error instanceof InsertFailure failure && failure.kind() == InsertFailure.Kind.NOT_DISPATCHED) {
            batch.forEach(numbered -> refuse(
                    numbered.send(), ErrorCode.UNAVAILABLE, "The store is away; nothing was stored. Try again."));
            refuseAll(ErrorCode.UNAVAILABLE, "The store is away; nothing was stored. Try again.");
            return;
        }
        boolean taken = error instanceof InsertFailure failure && failure.kind() == InsertFailure.Kind.TAKEN;
        if (!taken) {
            LOG.warn("Outcome of an append to conversation {} unknown: {}", chatId, String.valueOf(error.getCause()));
        }
        recover(batch, taken);
    }

    private record Recovered(List<StoredEntry> missed, List<StoredEntry> sent) {}

    /// Learns what is in the log by now: the entries behind the head, and what became of this batch.
    private void recover(List<Numbered> batch, boolean taken) {
        Head known = head;
        long from = known == null ? 1 : known.seq() + 1;
        Mono<Recovered> reading = Mono.zip(
                parts.store()
                        .sent(
                                chatId,
                                batch.stream()
                                        .map(numbered -> numbered.send().append())
                                        .toList()),
                parts.store().read(chatId, from, from + LogStore.PAGE - 1),
                (sent, missed) -> new Recovered(missed, sent));
        start(reading, found -> recovered(batch, taken, found), error -> notRecovered(batch, taken));
    }

    private void notRecovered(List<Numbered> batch, boolean taken) {
        boolean again = batch.stream().allMatch(numbered -> numbered.send().mayRetry(MAX_ATTEMPTS, now()));
        if (again) {
            start(Mono.delay(RECOVERY_PAUSE), tick -> recover(batch, taken), error -> recover(batch, taken));
            return;
        }
        outcomeUnknown();
    }

    private void recovered(List<Numbered> batch, boolean taken, Recovered found) {
        Map<PendingSend.Key, StoredEntry> sent = new HashMap<>();
        found.sent().forEach(entry -> sent.put(new PendingSend.Key(entry.sender(), entry.clientMessageId()), entry));
        List<PendingSend> left = new ArrayList<>();
        List<Runnable> answers = new ArrayList<>();
        for (Numbered numbered : batch) {
            StoredEntry entry = sent.get(numbered.send().key());
            if (entry == null) {
                left.add(numbered.send());
            } else {
                target = Math.max(target, entry.seq());
                answers.add(() -> answer(numbered, entry));
            }
        }
        applyMissed(found.missed());
        boolean progress = !found.missed().isEmpty() || !found.sent().isEmpty();
        boolean paused = retry(left, taken, progress);
        if (!paused && found.sent().stream().anyMatch(entry -> entry.entry() instanceof LogEntry.Notice)) {
            answerWhenProjected(answers);
        } else {
            answers.forEach(Runnable::run);
        }
    }

    private void answer(Numbered numbered, StoredEntry entry) {
        byKey.remove(numbered.send().key());
        numbered.send().stored(entry, entry.seq() != numbered.entry().seq());
    }

    /// A notice is acknowledged when its projection is there; loading the roster completes it.
    private void answerWhenProjected(List<Runnable> answers) {
        roster = null;
        start(
                new RosterRepair(chatId, parts).load(),
                loaded -> {
                    answers.forEach(Runnable::run);
                    opened(loaded);
                },
                this::unprojected);
    }

    /// Entries found in the log may be this node's own, of an append whose answer was lost: so others are told too.
    private void applyMissed(List<StoredEntry> missed) {
        if (!missed.isEmpty()) {
            target = Math.max(target, missed.getLast().seq());
            List<LogEntry> entries = missed.stream().map(StoredEntry::entry).toList();
            if (entries.stream().anyMatch(LogEntry.Notice.class::isInstance)) {
                roster = null; // loading it again also repairs its projection
            }
            apply(entries, true);
            aftermath.add(missed);
        }
    }

    /// Puts back what is still to be written; true when a pause was begun first.
    private boolean retry(List<PendingSend> left, boolean taken, boolean progress) {
        List<PendingSend> again = new ArrayList<>();
        for (PendingSend send : left) {
            if (send.mayRetry(MAX_ATTEMPTS, now())) {
                again.add(send);
            } else {
                refuse(
                        send,
                        taken ? ErrorCode.OVERLOADED : ErrorCode.OUTCOME_UNKNOWN,
                        "It could not be stored in time. Try again with the same id.");
            }
        }
        again.reversed().forEach(pending::addFirst);
        if (!progress && !again.isEmpty()) {
            // The entry that took the seq is not yet visible to a majority read: wait a moment.
            pause();
            return true;
        }
        return false;
    }

    // ---- catching up ----

    private void catchUp(Head from) {
        start(
                parts.store().read(chatId, from.seq() + 1, from.seq() + LogStore.PAGE),
                this::caughtUp,
                error -> target = 0);
    }

    private void caughtUp(List<StoredEntry> missed) {
        if (missed.isEmpty()) {
            catchUps++;
            if (catchUps > MAX_CATCH_UPS) {
                target = 0; // a wrong hint; the heads check finds what there is
                catchUps = 0;
            } else {
                pause();
            }
            return;
        }
        catchUps = 0;
        apply(missed.stream().map(StoredEntry::entry).toList(), false);
    }

    // ---- applying ----

    private void apply(List<LogEntry> entries, boolean own) {
        Head known = head;
        if (known == null) {
            return;
        }
        List<LogEntry> fresh =
                entries.stream().filter(entry -> entry.seq() > known.seq()).toList();
        if (fresh.isEmpty()) {
            return;
        }
        if (fresh.getFirst().seq() != known.seq() + 1) {
            target = Math.max(target, fresh.getLast().seq());
            return;
        }
        parts.encoder().encode(fresh).forEach(batch -> advance(batch, own));
    }

    private void advance(Batch batch, boolean own) {
        head = batch.head();
        Roster known = roster;
        if (known != null) {
            for (LogEntry.Notice notice : batch.notices()) {
                known = known.after(notice);
            }
            roster = known;
        }
        parts.listener().applied(batch, own);
    }

    // ---- refusing ----

    private void refuse(PendingSend send, ErrorCode code, String detail) {
        byKey.remove(send.key());
        send.refused(code, detail);
    }

    /// What is refused now may have been stored before, its answer lost: a refusal must never be said of that.
    private void refuseUnlessStored(PendingSend send, Roster.Verdict.Refused refused) {
        Disposable unused = parts.store()
                .sent(chatId, List.of(send.append()))
                .subscribe(
                        found -> serial.run(() -> refuseUnlessFound(send, refused, found)),
                        error -> serial.run(() -> refuse(
                                send,
                                ErrorCode.OUTCOME_UNKNOWN,
                                "The store does not answer. Repeat it with the same id.")));
    }

    private void refuseUnlessFound(PendingSend send, Roster.Verdict.Refused refused, List<StoredEntry> found) {
        if (found.isEmpty()) {
            refuse(send, refused.code(), refused.detail());
        } else {
            byKey.remove(send.key());
            send.stored(found.getFirst(), true);
        }
    }

    private void refuseAll(ErrorCode code, String detail) {
        byKey.values().forEach(send -> send.refused(code, detail));
        byKey.clear();
        pending.clear();
    }

    private void outcomeUnknown() {
        refuseAll(
                ErrorCode.OUTCOME_UNKNOWN, "The store does not say whether it was stored. Repeat it with the same id.");
    }

    private Instant now() {
        return parts.clock().instant();
    }

    private static Head headAt(LogEntry entry) {
        return new Head(entry.chatId(), entry.seq(), entry.ordinal());
    }
}
