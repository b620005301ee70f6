package chat.parley.messaging.live.rsocket;

import chat.parley.messaging.live.TestNode;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import java.net.URI;

/// The two ways to an RSocket node.
public enum Way {
    TCP,
    WEBSOCKET;

    /// To this node.
    public ClientTransport to(TestNode node) {
        return switch (this) {
            case TCP -> TcpClientTransport.create("127.0.0.1", tcpPort(node));
            case WEBSOCKET ->
                WebsocketClientTransport.create(URI.create("ws://127.0.0.1:" + node.port() + "/rsocket"))
                        .header("Origin", TestNode.ORIGIN);
        };
    }

    /// Where the node listens for RSocket over TCP.
    static int tcpPort(TestNode node) {
        return node.bean(RSocketListener.class).port();
    }
}
