package chat.parley.messaging.receipt;

import chat.parley.messaging.fanout.Signals;
import chat.parley.messaging.log.SenderCursors;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.ServerEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Whoever writes has read what stands before.
@Component
class SendersRead implements SenderCursors {
    private final ReceiptStore store;
    private final Signals signals;

    SendersRead(ReceiptStore store, Signals signals) {
        this.store = store;
        this.signals = signals;
    }

    @Override
    public Mono<Void> sent(UserId sender, Head entry) {
        return store.raise(entry.chatId(), new Receipt(sender, entry.seq(), entry.seq(), entry.ordinal()))
                .filter(ReceiptStore.Moved::changed)
                .doOnNext(moved -> signals.toChat(
                        entry.chatId(), sender, new ServerEvent.ReceiptMoved(entry.chatId(), moved.after())))
                .then();
    }
}
