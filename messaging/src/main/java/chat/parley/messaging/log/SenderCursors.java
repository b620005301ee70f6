package chat.parley.messaging.log;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.UserId;
import reactor.core.publisher.Mono;

/// Whoever writes has read: told after a send that the sender's own cursor moves.
public interface SenderCursors {
    /// Advances the sender's watermarks to this entry. Best effort: errors are the implementation's to swallow.
    Mono<Void> sent(UserId sender, Head entry);
}
