package chat.parley.cli.live;

import chat.parley.cli.node.PretendNode;
import java.net.URI;

final class WebSocketTest extends LiveClientContract {
    @Override
    LiveAddress address(PretendNode of) {
        return new LiveAddress(Transport.WEBSOCKET, URI.create(of.webSocket()));
    }
}
