package chat.parley.cli.talk;

import chat.parley.cli.account.Account;
import chat.parley.cli.chat.ChatChoice;
import chat.parley.cli.chat.Conversations;
import chat.parley.cli.live.LiveClient;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.EntryPage;
import chat.parley.protocol.id.ChatId;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/// What a command about one conversation needs: who asks, which one it is, and the way to it.
record Meeting(Account account, ChatView chat, LiveClient client, People people) {
    private static final int PAGE = 100;

    /// Finds out which conversation is meant. Blocks.
    static Meeting of(Account account, String word, LiveOption live) {
        Conversations conversations = new Conversations(account);
        ChatView chat = Objects.requireNonNull(
                new ChatChoice(conversations, account.userId()).of(word).block());
        LoopResources loops = LoopResources.create("parley", 1, true);
        LiveClient client = LiveClient.at(live.address(account.server()), loops);
        return new Meeting(account, chat, client, new People(account, chat));
    }

    /// The conversation, live behind this entry.
    LiveChat live(long shown, Viewer viewer) {
        return new LiveChat(account, client, chat.id(), shown, viewer);
    }

    /// The entry before the last `count` that this person may see.
    Mono<Long> beforeLast(int count) {
        long head = chat.head().seq();
        if (count == 0) {
            return Mono.just(head);
        }
        return account.call(token -> account.api().before(token, id(), head + 1, Math.min(count, PAGE)))
                .map(page -> page.entries().isEmpty()
                        ? head
                        : page.entries().getFirst().seq() - 1);
    }

    /// The entry before the first from this one on that this person may see: who joined later sees what came since.
    Mono<Long> before(long from) {
        long head = chat.head().seq();
        if (from > head) {
            return Mono.just(head);
        }
        return account.call(token -> account.api().history(token, id(), from, from + PAGE - 1))
                .flatMap(page -> firstOf(page, from));
    }

    private Mono<Long> firstOf(EntryPage page, long from) {
        return page.entries().isEmpty()
                ? before(from + PAGE)
                : Mono.just(page.entries().getFirst().seq() - 1);
    }

    private ChatId id() {
        return chat.id();
    }
}
