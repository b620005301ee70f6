package chat.parley.messaging.receipt;

import chat.parley.messaging.fanout.Signals;
import chat.parley.messaging.log.MessageLog;
import chat.parley.messaging.membership.Memberships;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.ServerEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Delivered and read, per member: watermarks that only grow and never pass the head (C8).
///
/// A change is told to all who follow the conversation; a report that changes nothing costs one write and no signal.
@Component
public class Receipts {
    private final MessageLog log;
    private final ReceiptStore store;
    private final Signals signals;
    private final Memberships memberships;

    Receipts(MessageLog log, ReceiptStore store, Signals signals, Memberships memberships) {
        this.memberships = memberships;
        this.log = log;
        this.store = store;
        this.signals = signals;
    }

    /// All entries up to `upTo` reached a device of this member.
    public Mono<ReceiptOutcome> delivered(ChatId chatId, UserId user, long upTo) {
        return entry(chatId, upTo)
                .flatMap(entry -> raise(chatId, new Receipt(user, entry.seq(), 0, 0)))
                .switchIfEmpty(Mono.defer(() -> noEntry(chatId, user)));
    }

    /// This member saw all entries up to `upTo`.
    public Mono<ReceiptOutcome> read(ChatId chatId, UserId user, long upTo) {
        return entry(chatId, upTo)
                .flatMap(entry -> raise(chatId, new Receipt(user, entry.seq(), entry.seq(), entry.ordinal())))
                .switchIfEmpty(Mono.defer(() -> noEntry(chatId, user)));
    }

    /// The entry reported: the log says whether it exists, and its ordinal.
    private Mono<LogEntry> entry(ChatId chatId, long seq) {
        return log.read(chatId, seq, seq)
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
    }

    private Mono<ReceiptOutcome> raise(ChatId chatId, Receipt to) {
        return store.raise(chatId, to)
                .doOnNext(moved -> tell(chatId, moved))
                .<ReceiptOutcome>map(moved -> new ReceiptOutcome.At(moved.after()))
                .switchIfEmpty(Mono.fromSupplier(Receipts::noMember));
    }

    private void tell(ChatId chatId, ReceiptStore.Moved moved) {
        if (moved.changed()) {
            signals.toChat(chatId, moved.after().userId(), new ServerEvent.ReceiptMoved(chatId, moved.after()));
        }
    }

    private static ReceiptOutcome noMember() {
        return new ReceiptOutcome.Refused(ErrorCode.NOT_FOUND, "There is no such conversation.");
    }

    /// Strangers hear the same whether the conversation exists or not.
    private Mono<ReceiptOutcome> noEntry(ChatId chatId, UserId user) {
        return memberships.isMember(chatId, user).map(member -> member ? beyondHead() : noMember());
    }

    private static ReceiptOutcome beyondHead() {
        return new ReceiptOutcome.Refused(ErrorCode.BAD_REQUEST, "upTo is beyond the newest entry.");
    }
}
