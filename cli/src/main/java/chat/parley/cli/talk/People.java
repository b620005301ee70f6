package chat.parley.cli.talk;

import chat.parley.cli.account.Account;
import chat.parley.cli.chat.Names;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.id.UserId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;

/// Who is called what. Those that the conversation's summary leaves out are asked for when they are first met; until
/// the answer comes they go by their id.
final class People {
    private final Account account;
    private final Map<UserId, String> names = new ConcurrentHashMap<>();
    private final Set<UserId> asked = ConcurrentHashMap.newKeySet();

    People(Account account, ChatView chat) {
        this.account = account;
        chat.users().forEach(this::meet);
    }

    String name(UserId id) {
        String known = names.get(id);
        if (known == null && asked.add(id)) {
            Disposable unused =
                    account.call(token -> account.api().person(token, id)).subscribe(this::meet, unknown -> {});
        }
        return known == null ? id.value().substring(0, 8) : known;
    }

    boolean isMe(UserId id) {
        return account.userId().equals(id);
    }

    private void meet(UserSummary user) {
        names.put(user.id(), Names.of(user));
    }
}
