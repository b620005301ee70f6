package chat.parley.cli.live;

import io.netty.channel.ChannelOption;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import java.time.Duration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

/// What carries RSocket frames. No pool: each connection is one client's.
final class RSocketTransports {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private RSocketTransports() {}

    static ClientTransport tcp(LiveAddress address, LoopResources loops) {
        TcpClient client = TcpClient.create(ConnectionProvider.newConnection())
                .runOn(loops)
                .host(address.uri().getHost())
                .port(address.port())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis());
        return TcpClientTransport.create(address.secure() ? client.secure() : client);
    }

    static ClientTransport webSocket(LiveAddress address, LoopResources loops) {
        HttpClient client = Handshakes.asProgram(HttpClient.create(ConnectionProvider.newConnection())
                .runOn(loops)
                .host(address.uri().getHost())
                .port(address.port())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis()));
        return WebsocketClientTransport.create(
                address.secure() ? client.secure() : client, address.uri().getPath());
    }
}
