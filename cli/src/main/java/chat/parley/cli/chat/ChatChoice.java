package chat.parley.cli.chat;

import chat.parley.cli.Refusal;
import chat.parley.cli.http.Answered;
import chat.parley.protocol.chat.ChatKind;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/// Which conversation somebody means by a word: its id, its title, or the name or address of the other person. What
/// fits
/// none or several is a [Refusal] that lists them.
public final class ChatChoice {
    private static final int SHOWN = 8;

    private final Conversations conversations;
    private final UserId me;

    /// Among these conversations, for this person.
    public ChatChoice(Conversations conversations, UserId me) {
        this.conversations = conversations;
        this.me = me;
    }

    /// The one that is meant.
    public Mono<ChatView> of(String word) {
        return word.contains("@") ? withAddress(word) : conversations.all().map(all -> named(word, all, me));
    }

    private Mono<ChatView> withAddress(String email) {
        return conversations
                .person(email)
                .onErrorMap(Answered.class, answered -> unknown(answered, email))
                .flatMap(other -> conversations.all().map(all -> withPerson(other, all, email)));
    }

    static ChatView named(String word, List<ChatView> all, UserId me) {
        Predicate<ChatView> isId = chat -> chat.id().value().equals(word);
        Predicate<ChatView> isName = chat -> Names.of(chat, me).equals(word);
        Predicate<ChatView> isNearly = chat -> Names.of(chat, me).equalsIgnoreCase(word);
        for (Predicate<ChatView> fits : List.of(isId, isName, isNearly)) {
            List<ChatView> found = all.stream().filter(fits).toList();
            if (!found.isEmpty()) {
                return single(word, found, me);
            }
        }
        throw Refusal.unclear("You have no conversation " + word + ". parley chats lists them; "
                + "parley new EMAIL and parley group TITLE EMAIL… open one.");
    }

    private ChatView withPerson(UserId other, List<ChatView> all, String email) {
        return all.stream()
                .filter(chat -> chat.kind() == ChatKind.DIRECT
                        && chat.users().stream().map(UserSummary::id).anyMatch(other::equals))
                .findFirst()
                .orElseThrow(() -> Refusal.unclear(
                        "You have no conversation with " + email + " yet. Open it with: parley new " + email));
    }

    private static ChatView single(String word, List<ChatView> found, UserId me) {
        if (found.size() == 1) {
            return found.getFirst();
        }
        String ids = found.stream()
                .limit(SHOWN)
                .map(chat -> "\n  " + chat.id() + "  " + Names.of(chat, me) + ", " + chat.memberCount() + " people")
                .collect(Collectors.joining());
        throw Refusal.unclear(found.size() + " conversations are called " + word + ". Say which by its id:" + ids);
    }

    private static RuntimeException unknown(Answered answered, String email) {
        return answered.is(ErrorCode.NOT_FOUND)
                ? Refusal.unclear("Nobody here has the address " + email + ".")
                : answered;
    }
}
