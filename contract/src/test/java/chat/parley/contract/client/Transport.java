package chat.parley.contract.client;

import java.io.IOException;

/// The ways to a live connection.
public enum Transport {
    /// JSON text frames at `/ws`.
    WEBSOCKET,
    /// The channel `live` over TCP.
    RSOCKET;

    /// How many events still come over RSocket after reading stopped.
    public static final int RSOCKET_WINDOW = RSocketLine.WINDOW;

    /// Connects and says hello; waits until the connection is made, not until the welcome.
    ///
    /// @param cursors a JSON array
    Line open(Door door, String token, String cursors, Line.Listener listener) throws IOException {
        return switch (this) {
            case WEBSOCKET -> WebSocketLine.open(door, token, cursors, listener);
            case RSOCKET -> RSocketLine.open(door, token, cursors, listener);
        };
    }
}
