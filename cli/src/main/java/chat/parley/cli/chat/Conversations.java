package chat.parley.cli.chat;

import chat.parley.cli.account.Account;
import chat.parley.cli.http.Api;
import chat.parley.protocol.chat.ChatPage;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.id.UserId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The conversations of whoever is signed in.
public final class Conversations {
    private static final int PEOPLE_AT_ONCE = 4;

    private final Account account;
    private final Api api;

    /// Of this account.
    public Conversations(Account account) {
        this.account = account;
        this.api = account.api();
    }

    /// All of them, newest activity first.
    public Mono<List<ChatView>> all() {
        return page(null)
                .expand(page -> Mono.justOrEmpty(page.next()).flatMap(this::page))
                .concatMapIterable(ChatPage::chats)
                .distinct(ChatView::id)
                .collectList();
    }

    /// The one with this person, found or opened.
    Mono<ChatView> with(String email) {
        return person(email).flatMap(other -> account.call(token -> api.openDirect(token, other)));
    }

    /// A new group with these people.
    Mono<ChatView> group(String title, List<String> emails) {
        UUID request = UUID.randomUUID();
        return Flux.fromIterable(emails)
                .flatMapSequential(this::person, PEOPLE_AT_ONCE)
                .collectList()
                .flatMap(people -> account.call(token -> api.openGroup(token, request, title, people)));
    }

    /// Whose address this is.
    Mono<UserId> person(String email) {
        return account.call(token -> api.find(token, email)).map(UserSummary::id);
    }

    private Mono<ChatPage> page(@Nullable String cursor) {
        return account.call(token -> api.chats(token, cursor));
    }
}
