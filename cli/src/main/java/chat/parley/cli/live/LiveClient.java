package chat.parley.cli.live;

import chat.parley.protocol.live.Cursor;
import java.util.List;
import reactor.netty.resources.LoopResources;

/// Opens live connections at one address. What a [Hearer] hears is the same over every transport: `welcome`, `heads`,
/// what the cursors lack, live events, and the answers to what was said.
///
/// Makes no second attempt: who wants one opens another connection, see [Reconnects].
public interface LiveClient {
    /// Starts to connect, and says hello with this access token and these cursors (at most 200).
    LiveConnection open(String token, List<Cursor> cursors, Hearer hearer);

    /// A client for this address.
    ///
    /// @param loops the threads that its connections share
    static LiveClient at(LiveAddress address, LoopResources loops) {
        return switch (address.transport()) {
            case RSOCKET_TCP -> new RSocketClient(RSocketTransports.tcp(address, loops));
            case RSOCKET_WS -> new RSocketClient(RSocketTransports.webSocket(address, loops));
            case WEBSOCKET -> new WebSocketClient(address, loops);
        };
    }
}
