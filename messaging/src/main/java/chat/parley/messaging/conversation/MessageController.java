package chat.parley.messaging.conversation;

import chat.parley.edge.token.AccessToken;
import chat.parley.protocol.Check;
import chat.parley.protocol.Limits;
import chat.parley.protocol.chat.ChatRequests;
import chat.parley.protocol.chat.EntryPage;
import chat.parley.protocol.id.ChatId;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Messages over HTTP, for clients without a live connection and for history.
@RestController
@RequestMapping("/api/v1/message")
class MessageController {
    private final Conversations conversations;
    private final History history;

    MessageController(Conversations conversations, History history) {
        this.conversations = conversations;
        this.history = history;
    }

    @PostMapping
    Mono<ChatRequests.Sent> send(
            @AuthenticationPrincipal AccessToken me, @RequestBody ChatRequests.SendMessage message) {
        return conversations.send(me.userId(), message);
    }

    @GetMapping(value = "/{chatId}", params = "from")
    Mono<EntryPage> between(
            @AuthenticationPrincipal AccessToken me,
            @PathVariable ChatId chatId,
            @RequestParam long from,
            @RequestParam Optional<Long> to) {
        Check.range(from, 1, Long.MAX_VALUE - Limits.PAGE_ENTRIES, "from");
        long last = to.orElseGet(() -> from + Limits.PAGE_ENTRIES - 1);
        Check.range(last, from, from + Limits.PAGE_ENTRIES - 1, "to");
        return history.between(me.userId(), chatId, new History.Range(from, last));
    }

    @GetMapping(value = "/{chatId}", params = "!from")
    Mono<EntryPage> before(
            @AuthenticationPrincipal AccessToken me,
            @PathVariable ChatId chatId,
            @RequestParam Optional<Long> before,
            @RequestParam(defaultValue = "50") int limit) {
        Check.range(limit, 1, Limits.PAGE_ENTRIES, "limit");
        long below = Check.range(before.orElse(Long.MAX_VALUE), 1, Long.MAX_VALUE, "before");
        return history.before(me.userId(), chatId, below, limit);
    }
}
