package chat.parley.messaging.live;

import chat.parley.messaging.outbound.Outbound;
import io.netty.channel.Channel;
import reactor.netty.http.websocket.WebsocketOutbound;

/// Which way frames are written to WebSockets.
@FunctionalInterface
interface SocketWires {
    /// For one open socket.
    SocketWire to(Channel channel, WebsocketOutbound out);

    /// Straight to the channels.
    static SocketWires direct(Outbound outbound) {
        return (channel, out) -> new WebSocketWire(outbound.to(OneGoodbye.on(channel)));
    }

    /// As frameworks do it.
    static SocketWires plain() {
        return (channel, out) -> new PlainSocketWire(OneGoodbye.on(channel), out);
    }
}
