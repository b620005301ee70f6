package chat.parley.messaging.live;

import chat.parley.messaging.fanout.Joined;
import chat.parley.messaging.fanout.LogFeed;
import chat.parley.messaging.log.Append;
import chat.parley.messaging.log.AppendOutcome;
import chat.parley.messaging.log.Batch;
import chat.parley.messaging.receipt.ReceiptOutcome;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/// One conversation of one entry, for everybody; appends are answered when a test says so, or never.
final class FakeChats implements Chats, LogFeed {
    static final ChatId CHAT = new ChatId("c".repeat(24));

    final List<Append> appended = new ArrayList<>();
    Mono<AppendOutcome> answer = Mono.never();
    boolean away;
    List<List<ChatId>> memberships = List.of(List.of(CHAT));
    private int asked;

    @Override
    public Mono<AppendOutcome> append(ChatId chat, Append append) {
        return Mono.fromRunnable(() -> appended.add(append)).then(answer);
    }

    @Override
    public Mono<List<LogEntry>> read(ChatId chat, long from, long to) {
        return Mono.just(List.of());
    }

    @Override
    public Mono<List<Head>> heads(Collection<ChatId> chats) {
        return Mono.just(chats.stream().map(chat -> new Head(chat, 1, 0)).toList());
    }

    /// The next answer of those prepared, the last of them for ever.
    @Override
    public Mono<List<Joined>> of(UserId user) {
        return Mono.defer(() -> away
                ? Mono.error(new IllegalStateException("away"))
                : Mono.just(memberships.get(Math.min(asked++, memberships.size() - 1)).stream()
                        .map(chat -> new Joined(chat, 1))
                        .toList()));
    }

    @Override
    public Mono<Joined> membership(ChatId chat, UserId user) {
        return chat.equals(CHAT) ? Mono.just(new Joined(chat, 1)) : Mono.empty();
    }

    @Override
    public Mono<ReceiptOutcome> delivered(ChatId chat, UserId user, long upTo) {
        return Mono.just(new ReceiptOutcome.At(new Receipt(user, upTo, 0, 0)));
    }

    @Override
    public Mono<ReceiptOutcome> read(ChatId chat, UserId user, long upTo) {
        return Mono.just(new ReceiptOutcome.At(new Receipt(user, upTo, upTo, 0)));
    }

    @Override
    public void received(Batch batch) {}

    @Override
    public void interested(ChatId chat, Head known) {}

    @Override
    public void uninterested(ChatId chat) {}

    @Override
    public Mono<Void> checkHeads() {
        return Mono.empty();
    }
}
