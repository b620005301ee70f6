package chat.parley.messaging.fanout;

import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import reactor.core.publisher.Mono;

/// Who is a member, as the store says.
@FunctionalInterface
public interface Roll {
    /// Whether this person is a member of this conversation now.
    Mono<Boolean> isMember(ChatId chat, UserId user);
}
