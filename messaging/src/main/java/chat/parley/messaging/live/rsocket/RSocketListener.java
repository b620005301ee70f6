package chat.parley.messaging.live.rsocket;

import chat.parley.protocol.Limits;
import io.rsocket.transport.netty.RSocketLengthCodec;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/// Listens for RSocket over TCP, from when the live connections are taken until they were sent away.
final class RSocketListener implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RSocketListener.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TcpServer server;
    private @Nullable DisposableServer listening;

    RSocketListener(RSocketEndpoint endpoint, ReactorResourceFactory resources, InetSocketAddress address) {
        server = TcpServer.create()
                .bindAddress(() -> address)
                .runOn(resources.getLoopResources())
                .doOnConnection(RSocketListener::prepare)
                .handle((in, out) -> endpoint.tcp(in));
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
}
