package chat.parley.messaging.fanout;

import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import reactor.core.publisher.Mono;

/// Who is a member, as the store says.
@FunctionalInterface
public interface Roll {
    /// Since which entry this person is a member of this conversation; empty for who is none now.
    Mono<Joined> membership(ChatId chat, UserId user);
}
