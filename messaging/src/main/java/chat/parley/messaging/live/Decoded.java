package chat.parley.messaging.live;

import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.ServerEvent;

/// What became of a client's frame.
sealed interface Decoded {
    /// Understood.
    record Command(ClientCommand command) implements Decoded {}

    /// Refused.
    ///
    /// @param malformed whether it counts among the five that end the connection
    record Bad(ServerEvent.Refused answer, boolean malformed) implements Decoded {}
}
