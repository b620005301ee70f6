package chat.parley.messaging.live.rsocket;

import chat.parley.messaging.live.LiveConnections;
import chat.parley.protocol.Limits;
import io.rsocket.transport.netty.RSocketLengthCodec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.tcp.TcpServer;

/// Listens for RSocket over TCP, from when the live connections are taken until they were sent away.
final class RSocketListener implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RSocketListener.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RSocketEndpoint endpoint;
    private final LiveConnections connections;
    private final TcpServer server;
    private @Nullable DisposableServer listening;

    RSocketListener(RSocketEndpoint endpoint, LiveConnections connections, ReactorResourceFactory resources, int port) {
        this.endpoint = endpoint;
        this.connections = connections;
        server = TcpServer.create()
                .port(port)
                .runOn(resources.getLoopResources())
                .doOnConnection(RSocketListener::prepare)
                .handle((in, out) -> take(in));
    }

    @Override
    public synchronized void start() {
        listening = server.bindNow(PATIENCE);
        LOG.info("RSocket listens on port {}", listening.port());
    }

    @Override
    public synchronized void stop() {
        if (listening != null) {
            listening.disposeNow(PATIENCE);
            listening = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return listening != null;
    }

    /// Stops after the connections were sent away, which is what stops first.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }

    /// Where it listens; -1 while it does not.
    synchronized int port() {
        return listening == null ? -1 : listening.port();
    }

    private static void prepare(Connection connection) {
        connection.addHandlerLast(new RSocketLengthCodec(Limits.FRAME_BYTES + 3));
    }

    /// A full node does not even listen to a SETUP.
    private Mono<Void> take(NettyInbound in) {
        return connections.hasRoom() ? endpoint.tcp(in) : Mono.empty();
    }
}
