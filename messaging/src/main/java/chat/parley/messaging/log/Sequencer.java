package chat.parley.messaging.log;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// One conversation on one node: its one writer, and the one place that applies entries in order of seq, wherever they
/// come from (own appends, other nodes, repair).
///
/// An actor: all state is touched inside [Serial] only, and at most one store operation is on its way. It subscribes
/// by itself, against the house rule, because its store operations belong to the conversation, not to any caller:
/// an append goes on when the one who asked for it is gone.
final class Sequencer {
    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
    private static final int MAX_BATCH = 100;
    private static final Duration VISIBILITY_PAUSE = Duration.ofMillis(50);
    private static final Duration RECOVERY_PAUSE = Duration.ofMillis(250);
    /// How often a store may say less than was heard, before nobody waits for it any more.
    private static final int MAX_OPENINGS = 20;
    private static final int MAX_JUDGEMENTS = 20;

    /// A send that is being written, as the entry that it becomes if its seq is free.
    record Numbered(PendingSend send, StoredEntry entry) {}

    private final ChatId chatId;
    private final LogParts parts;
    private final Serial serial = new Serial();
    private final SendQueue queue;
    private final LogTip tip;
    private final LogCatchUp missing;
    private final Aftermath aftermath;
    private final Judge judge;

    private boolean busy;
    private int openings;
    private volatile boolean followed;
    private final Consumer<Sequencer> whenRetired;
    private boolean retired;
    private Instant lastUsed;

    /// @param whenRetired told once that this sequencer takes nothing any more
    Sequencer(ChatId chatId, LogParts parts, Consumer<Sequencer> whenRetired) {
        this.whenRetired = whenRetired;
        this.chatId = chatId;
        this.parts = parts;
        this.queue = new SendQueue(parts.clock());
        this.tip = new LogTip(chatId, parts);
        this.missing = new LogCatchUp(tip);
        this.aftermath = new Aftermath(parts, serial);
        this.judge = new Judge(parts.separation());
        this.lastUsed = parts.clock().instant();
    }

    /// Queues an append at subscription; empty when this sequencer has retired and another has to be asked.
    Mono<AppendOutcome> append(Append append) {
        return Mono.create(asker -> serial.run(() -> enqueue(append, asker)));
    }

    /// Keeps the conversation in view: gaps are repaired although nobody writes here. Runs `otherwise` when this
    /// sequencer has retired and another has to be asked.
    void follow(Head known, Runnable otherwise) {
        serial.run(() -> {
            if (retired) {
                otherwise.run();
                return;
            }
            followed = true;
            tip.startAt(known);
            next();
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
        serial.run(() -> {
            tip.take(batch);
            next();
        });
    }

    /// This seq exists, says the store; perhaps more do.
    void exists(long seq) {
        serial.run(() -> {
            missing.existsAtLeast(seq);
            next();
        });
    }

    /// The head as applied here, while somebody follows it. From any thread.
    Optional<Head> followedHead() {
        return followed ? tip.head() : Optional.empty();
    }

    /// Retires when nobody used it since `before`.
    void retireIfIdle(Instant before) {
        serial.run(() -> {
            if (lastUsed.isBefore(before)) {
                retireIfUnused();
            }
        });
    }

    private void retireIfUnused() {
        if (!retired && !followed && !busy && queue.isIdle()) {
            retired = true;
            whenRetired.accept(this);
        }
    }

    private void enqueue(Append append, MonoSink<AppendOutcome> asker) {
        if (retired) {
            asker.success();
            return;
        }
        lastUsed = parts.clock().instant();
        queue.offer(append, asker);
        next();
    }

    // ---- one thing after the other ----

    private void next() {
        try {
            takeUpWhatIsDue();
        } catch (RuntimeException | Error defect) {
            failed(defect);
        }
    }

    private void takeUpWhatIsDue() {
        if (busy) {
            return;
        }
        if (missing.isDue()) {
            catchUp();
        } else if (!queue.isEmpty()) {
            tip.roster().ifPresentOrElse(this::writeWhenReady, this::open);
        } else if (tip.headSeq() == 0) {
            retireIfUnused(); // nothing is there: invented conversations must not fill the table
        }
    }

    /// However the operation ends, or fails to begin, it is heard of: what is busy for ever would stand still for ever.
    private <T> void start(Supplier<Mono<T>> operation, Consumer<T> then, Consumer<Throwable> otherwise) {
        busy = true;
        Disposable unused = Mono.defer(operation)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("an operation without a result")))
                .subscribe(
                        result -> serial.run(() -> finish(() -> then.accept(result))),
                        error -> serial.run(() -> finish(() -> otherwise.accept(error))));
    }

    private void finish(Runnable outcome) {
        busy = false;
        try {
            outcome.run();
        } catch (RuntimeException | Error defect) {
            failed(defect);
        }
        next();
    }

    /// Nobody knows how far it came: those who wait are told so, or they would wait for ever, and whoever repeats a
    /// send would wait with them.
    private void failed(Throwable defect) {
        LOG.error("A step of the log of conversation {} failed", chatId, defect);
        tip.forgetRoster();
        outcomeUnknown();
    }

    /// Lets a majority read catch up with what is known to exist.
    private void pause() {
        start(() -> Mono.delay(VISIBILITY_PAUSE), tick -> {}, error -> {});
    }

    // ---- opening ----

    private void open() {
        start(new RosterRepair(chatId, parts)::load, this::opened, this::notOpened);
    }

    private void opened(RosterRepair.Loaded loaded) {
        if (tip.open(loaded)) {
            openings = 0;
        } else if (++openings < MAX_OPENINGS) {
            pause();
        } else {
            openings = 0;
            LOG.error("The store has less of conversation {} than was heard of it", chatId);
            queue.refuseAll(ErrorCode.UNAVAILABLE, "The store is behind; nothing was stored. Try again.");
        }
    }

    private void notOpened(Throwable error) {
        LOG.warn("Cannot open conversation {}: {}", chatId, error.toString());
        queue.refuseAll(ErrorCode.UNAVAILABLE, "The store does not answer; nothing was stored. Try again.");
    }

    // ---- writing ----

    private void writeWhenReady(Roster rights) {
        if (judge.isReady(rights)) {
            write(rights);
        } else {
            start(
                    () -> judge.prepare(rights).thenReturn(rights),
                    this::writeAsFarAsKnown,
                    error -> writeAsFarAsKnown(rights));
        }
    }

    /// By the roster of now, which may have changed meanwhile; not before what is known to be missing was read.
    private void writeAsFarAsKnown(Roster before) {
        if (!missing.isDue()) {
            tip.roster().ifPresent(this::write);
        }
    }

    private void write(Roster rights) {
        List<Numbered> batch = nextBatch(rights);
        if (!batch.isEmpty()) {
            start(
                    () -> parts.store().insert(entries(batch)).thenReturn(batch),
                    this::inserted,
                    error -> stopped(batch, error));
        }
    }

    /// Judges and numbers what waits. A batch ends with a notice, since what follows is judged by its outcome.
    private List<Numbered> nextBatch(Roster rights) {
        List<Numbered> batch = new ArrayList<>();
        Head last = tip.head().orElseThrow();
        while (batch.size() < MAX_BATCH && !queue.isEmpty()) {
            PendingSend send = queue.take();
            if (queue.holdsBack(send)) {
                continue;
            }
            switch (judge.judge(rights, send.append())) {
                case Roster.Verdict.Refused refused -> refuseUnlessMistaken(send, rights.asOf(), refused);
                case Roster.Verdict.Accepted accepted -> {
                    StoredEntry entry = EntryNumbering.number(
                            last,
                            rights,
                            accepted.append(),
                            send.digest(),
                            parts.clock().instant());
                    last = new Head(chatId, entry.seq(), entry.entry().ordinal());
                    batch.add(new Numbered(send, entry));
                    if (isNotice(entry)) {
                        return batch;
                    }
                }
            }
        }
        return batch;
    }

    /// A notice is projected before anybody hears of it: whoever hears asks the projection who is a member.
    private void inserted(List<Numbered> batch) {
        if (batch.getLast().entry().entry() instanceof LogEntry.Notice notice) {
            Roster before = tip.roster().orElse(Roster.NOBODY);
            start(
                    () -> parts.rosters()
                            .project(notice, before, before.after(notice))
                            .thenReturn(batch),
                    this::acknowledge,
                    error -> appliedButUnprojected(batch, error));
        } else {
            acknowledge(batch);
        }
    }

    private void acknowledge(List<Numbered> batch) {
        tip.apply(entries(batch), true);
        batch.forEach(numbered -> queue.stored(numbered.send(), numbered.entry(), false));
        aftermath.add(entries(batch));
    }

    private void appliedButUnprojected(List<Numbered> batch, Throwable error) {
        tip.apply(entries(batch), true);
        unprojected(error);
    }

    /// The notice is in the log, what follows from it is not yet where others read it: the asker repeats, and loading
    /// the roster again completes it.
    private void unprojected(Throwable error) {
        LOG.warn("Cannot project a notice of conversation {}: {}", chatId, error.toString());
        tip.forgetRoster();
        outcomeUnknown();
    }

    // ---- when an insert stops ----

    private void stopped(List<Numbered> batch, Throwable error) {
        InsertFailure failure = failure(batch, error);
        batch.stream()
                .limit(failure.written())
                .forEach(numbered -> numbered.send().mayBeStored());
        if (failure.kind() == InsertFailure.Kind.NOT_DISPATCHED) {
            queue.refuseAll(ErrorCode.UNAVAILABLE, "The store is away; nothing was stored. Try again.");
        } else {
            recover(new Recovery(batch, failure, tip, queue, parts));
        }
    }

    private InsertFailure failure(List<Numbered> batch, Throwable error) {
        InsertFailure failure = error instanceof InsertFailure known
                ? known
                : new InsertFailure(InsertFailure.Kind.UNKNOWN, batch.size(), error);
        if (failure.kind() == InsertFailure.Kind.UNKNOWN) {
            LOG.warn("Outcome of an append to conversation {} unknown: {}", chatId, failure.toString());
        }
        return failure;
    }

    private void recover(Recovery recovery) {
        start(recovery::learn, found -> recovered(recovery, found), error -> notRecovered(recovery));
    }

    private void notRecovered(Recovery recovery) {
        if (recovery.mayTryAgain()) {
            start(() -> Mono.delay(RECOVERY_PAUSE), tick -> recover(recovery), error -> recover(recovery));
        } else {
            outcomeUnknown();
        }
    }

    private void recovered(Recovery recovery, Recovery.Found found) {
        aftermath.add(found.missed());
        Recovery.Rest rest = recovery.sort(found);
        missing.applied(found.missed());
        if (rest.noticeFound()) {
            answerWhenProjected(rest.answers());
        } else {
            rest.answers().forEach(Runnable::run);
            if (rest.nothingLearnt()) {
                pause();
            }
        }
    }

    /// A notice is acknowledged when its projection is there; loading the roster completes it.
    private void answerWhenProjected(List<Runnable> answers) {
        tip.forgetRoster();
        start(
                new RosterRepair(chatId, parts)::load,
                loaded -> {
                    answers.forEach(Runnable::run);
                    opened(loaded);
                },
                this::unprojected);
    }

    // ---- catching up ----

    private void catchUp() {
        long from = tip.headSeq() + 1;
        start(
                () -> parts.store().read(chatId, from, from + LogStore.PAGE - 1),
                this::caughtUp,
                error -> missing.giveUp());
    }

    private void caughtUp(List<StoredEntry> missed) {
        if (missing.lacks(missed)) {
            pause();
        }
    }

    // ---- refusing ----

    /// What is refused now may have been stored before, its answer lost: a refusal must never be said of that. And the
    /// roster that refuses may have been overtaken: an insert finds that out by itself, a refusal has to ask. The
    /// sender's later sends wait for it, so that their order holds; everybody else's do not.
    private void refuseUnlessMistaken(PendingSend send, long asOf, Roster.Verdict.Refused refused) {
        queue.doubt(send);
        Disposable unused = Mono.defer(() -> Mono.zip(
                        parts.store().sent(chatId, List.of(send.append())),
                        parts.store().newest(chatId).singleOptional()))
                .subscribe(
                        found -> serial.run(() -> refuse(send, asOf, refused, found.getT1(), found.getT2())),
                        error -> serial.run(() -> refuse(
                                send,
                                ErrorCode.OUTCOME_UNKNOWN,
                                "The store does not answer. Repeat it with the same id.")));
    }

    private void refuse(
            PendingSend send,
            long asOf,
            Roster.Verdict.Refused refused,
            List<StoredEntry> stored,
            Optional<StoredEntry> newest) {
        if (!stored.isEmpty()) {
            queue.settle(send);
            queue.stored(send, stored.getFirst(), true);
            next();
        } else if (newest.isPresent() && newest.get().noticesSeq() > asOf) {
            judgeAgain(send, newest.get());
        } else {
            refuse(send, refused.code(), refused.detail());
        }
    }

    /// By the roster as of then, at least.
    private void judgeAgain(PendingSend send, StoredEntry newest) {
        if (send.mayRetry(MAX_JUDGEMENTS, parts.clock().instant())) {
            missing.existsAtLeast(newest.seq());
            queue.settle(send);
            queue.putBack(List.of(send));
            next();
        } else {
            refuse(send, ErrorCode.OVERLOADED, "The conversation changes too fast. Repeat it with the same id.");
        }
    }

    private void refuse(PendingSend send, ErrorCode code, String detail) {
        queue.settle(send);
        queue.refuse(send, code, detail);
        next();
    }

    private void outcomeUnknown() {
        queue.refuseAll(
                ErrorCode.OUTCOME_UNKNOWN, "The store does not say whether it was stored. Repeat it with the same id.");
    }

    private static List<StoredEntry> entries(List<Numbered> batch) {
        return batch.stream().map(Numbered::entry).toList();
    }

    private static boolean isNotice(StoredEntry entry) {
        return entry.entry() instanceof LogEntry.Notice;
    }
}
