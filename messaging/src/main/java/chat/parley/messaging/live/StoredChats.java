package chat.parley.messaging.live;

import chat.parley.messaging.fanout.Joined;
import chat.parley.messaging.fanout.LogFeed;
import chat.parley.messaging.log.Append;
import chat.parley.messaging.log.AppendOutcome;
import chat.parley.messaging.log.Batch;
import chat.parley.messaging.log.MessageLog;
import chat.parley.messaging.membership.MemberDocument;
import chat.parley.messaging.membership.Memberships;
import chat.parley.messaging.receipt.ReceiptOutcome;
import chat.parley.messaging.receipt.Receipts;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The log, the memberships and the receipts of this node, as live connections and the fan-out ask for them.
@Component
final class StoredChats implements Chats, LogFeed {
    private final MessageLog log;
    private final Memberships memberships;
    private final Receipts receipts;

    StoredChats(MessageLog log, Memberships memberships, Receipts receipts) {
        this.log = log;
        this.memberships = memberships;
        this.receipts = receipts;
    }

    @Override
    public Mono<AppendOutcome> append(ChatId chat, Append append) {
        return log.append(chat, append);
    }

    @Override
    public Mono<List<LogEntry>> read(ChatId chat, long from, long to) {
        return log.read(chat, from, to);
    }

    @Override
    public Mono<List<Head>> heads(Collection<ChatId> chats) {
        return log.heads(chats);
    }

    @Override
    public Mono<List<Joined>> of(UserId user) {
        return memberships
                .of(user)
                .map(rows -> rows.stream().map(StoredChats::joined).toList());
    }

    @Override
    public Mono<Joined> membership(ChatId chat, UserId user) {
        return memberships.member(chat, user).map(StoredChats::joined);
    }

    static Joined joined(MemberDocument row) {
        return new Joined(row.chatId(), row.visibleFrom());
    }

    @Override
    public Mono<ReceiptOutcome> delivered(ChatId chat, UserId user, long upTo) {
        return receipts.delivered(chat, user, upTo);
    }

    @Override
    public Mono<ReceiptOutcome> read(ChatId chat, UserId user, long upTo) {
        return receipts.read(chat, user, upTo);
    }

    @Override
    public void received(Batch batch) {
        log.received(batch);
    }

    @Override
    public void interested(ChatId chat, Head known) {
        log.interested(chat, known);
    }

    @Override
    public void uninterested(ChatId chat) {
        log.uninterested(chat);
    }

    @Override
    public Mono<Void> checkHeads() {
        return log.checkHeads();
    }
}
