package chat.parley.cli.live;

import chat.parley.cli.Refusal;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The ways in which a live connection can go.
public enum Transport {
    /// RSocket over TCP, straight to a messaging node.
    RSOCKET_TCP("rsocket-tcp"),
    /// RSocket over a WebSocket, also through the gateway.
    RSOCKET_WS("rsocket-ws"),
    /// JSON frames over a WebSocket, as browsers do it.
    WEBSOCKET("websocket");

    private final String text;

    Transport(String text) {
        this.text = text;
    }

    /// The one of this name.
    public static Transport named(String name) {
        return Arrays.stream(values())
                .filter(transport -> transport.text.equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.unclear("There is no transport " + name + ", but: "
                        + Arrays.stream(values()).map(Transport::toString).collect(Collectors.joining(", ")) + "."));
    }

    /// As it is written on the command line.
    @Override
    public String toString() {
        return text;
    }
}
