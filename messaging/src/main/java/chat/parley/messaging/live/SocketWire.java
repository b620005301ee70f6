package chat.parley.messaging.live;

import chat.parley.messaging.connection.Wire;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import reactor.core.publisher.Mono;

/// A [Wire] over a WebSocket, with what only WebSockets have.
interface SocketWire extends Wire {
    /// Answers the peer's ping.
    void pong(WebSocketFrame ping);

    /// Completes when the connection is gone.
    Mono<Void> gone();

    /// The work of writing, to be subscribed to beside the reading; never errors.
    Mono<Void> writing();
}
