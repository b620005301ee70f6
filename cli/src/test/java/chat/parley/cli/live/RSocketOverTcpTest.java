package chat.parley.cli.live;

import chat.parley.cli.node.PretendNode;
import java.net.URI;

final class RSocketOverTcpTest extends LiveClientContract {
    @Override
    LiveAddress address(PretendNode of) {
        return new LiveAddress(Transport.RSOCKET_TCP, URI.create(of.tcp()));
    }
}
