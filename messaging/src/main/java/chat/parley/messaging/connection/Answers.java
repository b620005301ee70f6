package chat.parley.messaging.connection;

import chat.parley.protocol.live.ServerEvent;
import reactor.core.publisher.Mono;

/// Where the answers to a client's commands go.
public interface Answers {
    /// Says this to the client. Safe from any thread, never blocks.
    void say(ServerEvent event);

    /// Completes when there is room for much more. Whoever says much in a row (pages of history) waits for it.
    Mono<Void> drained();
}
