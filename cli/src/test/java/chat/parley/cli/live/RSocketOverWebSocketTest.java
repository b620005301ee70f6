package chat.parley.cli.live;

import chat.parley.cli.node.PretendNode;
import java.net.URI;

final class RSocketOverWebSocketTest extends LiveClientContract {
    @Override
    LiveAddress address(PretendNode of) {
        return new LiveAddress(Transport.RSOCKET_WS, URI.create(of.rsocketWebSocket()));
    }
}
