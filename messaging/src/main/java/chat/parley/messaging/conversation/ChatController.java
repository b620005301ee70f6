package chat.parley.messaging.conversation;

import chat.parley.edge.token.AccessToken;
import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.chat.ChatPage;
import chat.parley.protocol.chat.ChatRequests;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.MemberPage;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Conversations over HTTP.
@RestController
@RequestMapping("/api/v1/chat")
class ChatController {
    private final Conversations conversations;
    private final ChatList list;

    ChatController(Conversations conversations, ChatList list) {
        this.conversations = conversations;
        this.list = list;
    }

    @PostMapping("/new")
    Mono<ChatView> openDirect(@AuthenticationPrincipal AccessToken me, @RequestBody ChatRequests.OpenDirect request) {
        return conversations
                .openDirect(me.userId(), request.otherUserId())
                .flatMap(chatId -> list.one(me.userId(), chatId));
    }

    @PostMapping("/group")
    Mono<ChatView> openGroup(@AuthenticationPrincipal AccessToken me, @RequestBody ChatRequests.OpenGroup request) {
        return conversations.openGroup(me.userId(), request).flatMap(chatId -> list.one(me.userId(), chatId));
    }

    @GetMapping("/all")
    Mono<ChatPage> all(
            @AuthenticationPrincipal AccessToken me,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return list.page(me.userId(), cursor.map(ListCursor::parse), limit(limit, Limits.PAGE_CHATS));
    }

    @GetMapping("/{chatId}")
    Mono<ChatView> one(@AuthenticationPrincipal AccessToken me, @PathVariable ChatId chatId) {
        return list.one(me.userId(), chatId);
    }

    @GetMapping("/{chatId}/members")
    Mono<MemberPage> members(
            @AuthenticationPrincipal AccessToken me,
            @PathVariable ChatId chatId,
            @RequestParam(defaultValue = "000000000000000000000000") UserId after,
            @RequestParam(defaultValue = "50") int limit) {
        return list.members(me.userId(), chatId, after, limit(limit, Limits.MEMBERS_PER_REQUEST));
    }

    @PostMapping("/{chatId}/members")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> add(
            @AuthenticationPrincipal AccessToken me,
            @PathVariable ChatId chatId,
            @RequestBody ChatRequests.AddMembers request) {
        return conversations.add(chatId, me.userId(), request.userIds());
    }

    @DeleteMapping("/{chatId}/members/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(
            @AuthenticationPrincipal AccessToken me, @PathVariable ChatId chatId, @PathVariable UserId userId) {
        return conversations.remove(chatId, me.userId(), userId);
    }

    @PostMapping("/{chatId}/title")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> rename(
            @AuthenticationPrincipal AccessToken me,
            @PathVariable ChatId chatId,
            @RequestBody ChatRequests.Rename request) {
        return conversations.rename(chatId, me.userId(), request.title());
    }

    private static int limit(int limit, int max) {
        return (int) Check.range(limit, 1, max, "limit");
    }
}
