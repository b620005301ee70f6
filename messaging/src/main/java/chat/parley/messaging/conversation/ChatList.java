package chat.parley.messaging.conversation;

import chat.parley.messaging.membership.MemberDocument;
import chat.parley.messaging.membership.Memberships;
import chat.parley.messaging.profile.Profiles;
import chat.parley.protocol.chat.ChatPage;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.MemberPage;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The conversations of one person, newest activity first, and the members of one conversation.
@Component
class ChatList {
    private final Memberships memberships;
    private final ChatStore chats;
    private final ChatViews views;
    private final Profiles profiles;

    ChatList(Memberships memberships, ChatStore chats, ChatViews views, Profiles profiles) {
        this.memberships = memberships;
        this.chats = chats;
        this.views = views;
        this.profiles = profiles;
    }

    /// A page from behind `cursor`. Positions are by time of activity: a conversation that moves up while somebody
    /// pages is met again at the top, never lost.
    Mono<ChatPage> page(UserId me, Optional<ListCursor> cursor, int limit) {
        return memberships
                .of(me)
                .flatMap(rows -> chats.activity(
                                rows.stream().map(MemberDocument::chatId).toList())
                        .map(activity -> after(activity, cursor))
                        .flatMap(rest -> page(rows, rest, limit)));
    }

    /// One conversation; NOT_FOUND for strangers.
    Mono<ChatView> one(UserId me, ChatId chatId) {
        return memberships
                .member(chatId, me)
                .flatMap(row -> views.of(List.of(row)))
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()))
                .switchIfEmpty(Mono.error(Conversations::notFound));
    }

    /// Members in order of their ids; NOT_FOUND for strangers.
    Mono<MemberPage> members(UserId me, ChatId chatId, UserId after, int limit) {
        return memberships
                .member(chatId, me)
                .switchIfEmpty(Mono.error(Conversations::notFound))
                .flatMap(row -> memberships.page(chatId, after, limit))
                .flatMap(rows -> memberPage(rows, limit));
    }

    private Mono<ChatPage> page(List<MemberDocument> rows, List<ListCursor> rest, int limit) {
        List<ListCursor> wanted = rest.stream().limit(limit).toList();
        Map<ChatId, MemberDocument> byChat =
                rows.stream().collect(Collectors.toMap(MemberDocument::chatId, Function.identity()));
        List<MemberDocument> mine = wanted.stream()
                .map(position -> byChat.get(position.chatId()))
                .flatMap(Stream::ofNullable)
                .toList();
        String next = rest.size() > limit ? wanted.getLast().toString() : null;
        return views.of(mine).map(found -> chatPage(found, next));
    }

    private static ChatPage chatPage(List<ChatView> found, @Nullable String next) {
        return new ChatPage(
                found.stream()
                        .sorted(Comparator.comparing(ChatView::updatedAt)
                                .reversed()
                                .thenComparing(ChatView::id))
                        .toList(),
                next);
    }

    private static List<ListCursor> after(List<ListCursor> activity, Optional<ListCursor> cursor) {
        return activity.stream()
                .sorted()
                .filter(position ->
                        cursor.map(from -> from.compareTo(position) < 0).orElse(true))
                .toList();
    }

    private Mono<MemberPage> memberPage(List<MemberDocument> rows, int limit) {
        List<UserId> ids = rows.stream().map(MemberDocument::userId).toList();
        UserId next = rows.size() < limit ? null : ids.getLast();
        return profiles.of(ids)
                .map(names -> new MemberPage(
                        rows.stream().map(row -> member(row, names)).toList(), next));
    }

    private static MemberPage.Member member(MemberDocument row, Map<UserId, UserSummary> names) {
        return new MemberPage.Member(names.getOrDefault(row.userId(), new UserSummary(row.userId(), "")), row.role());
    }
}
