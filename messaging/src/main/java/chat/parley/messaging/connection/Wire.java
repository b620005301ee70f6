package chat.parley.messaging.connection;

import chat.parley.protocol.live.CloseCode;
import chat.parley.protocol.live.ServerEvent;
import reactor.core.publisher.Mono;

/// The seam between a transport and everything else: write these bytes to this peer. Safe from any thread, never
/// blocks.
public interface Wire extends Answers {
    /// Queues a frame. The queue is bounded in bytes: a passing frame is dropped when it is half full; when a lasting
    /// one does not fit, the connection closes with [CloseCode#SLOW_READER]. After the close nothing is sent.
    void offer(Frame frame);

    /// Completes when less than half of the queue is filled, at once where that is so, and when the connection ends.
    /// Whoever sends much in a row (pages of history) waits for it between frames.
    @Override
    Mono<Void> drained();

    @Override
    default void say(ServerEvent event) {
        offer(EventFrames.of(event));
    }

    /// Says goodbye with this code, then ends. The first call decides; the reason is for people and holds no secret.
    void close(CloseCode code, String reason);
}
