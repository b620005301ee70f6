package chat.parley.gateway.splice;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/// Asks messaging for sockets, each on a connection of its own, on the event loop of the caller's: so both ends of a
/// splice live on one thread and need no locks.
final class ServiceDoor implements AutoCloseable {
    private static final int CONNECT_MS = 2_000;
    private static final Duration LOOK_UP = Duration.ofSeconds(2);
    /// Of an answer that refuses.
    private static final int ANSWER_BYTES = 64 * 1024;

    private final URI service;
    private final LoopResources loops;
    private final Optional<SslContext> tls;
    private final AddressResolverGroup<InetSocketAddress> names;

    ServiceDoor(URI service, LoopResources loops) {
        this.service = service;
        this.loops = loops;
        this.tls = "https".equals(service.getScheme()) ? Optional.of(trustAsUsual()) : Optional.empty();
        this.names = NameResolverProvider.builder()
                .queryTimeout(LOOK_UP)
                .build()
                .newNameResolverGroup(loops, LoopResources.DEFAULT_NATIVE);
    }

    /// Calls back on that loop, once, within seven seconds.
    void ask(EventLoop loop, SocketRequest request, Consumer<Outcome> then) {
        ServiceHandshake handshake = new ServiceHandshake(request.to(service.getAuthority()), then);
        ChannelFuture connected = new Bootstrap()
                .group(loop)
                .channelFactory(
                        () -> loops.onChannel(SocketChannel.class, loops.onServer(LoopResources.DEFAULT_NATIVE)))
                .resolver(names)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .handler(new Pipeline(handshake))
                .connect(service.getHost(), port());
        ChannelFuture unused = connected.addListener(attempt -> {
            if (!attempt.isSuccess()) {
                handshake.failed();
            }
        });
    }

    @Override
    public void close() {
        names.close();
    }

    private int port() {
        int standard = tls.isPresent() ? 443 : 80;
        return service.getPort() < 0 ? standard : service.getPort();
    }

    private static SslContext trustAsUsual() {
        try {
            return SslContextBuilder.forClient().build();
        } catch (SSLException e) {
            throw new IllegalStateException("No TLS to messaging", e);
        }
    }

    private final class Pipeline extends ChannelInitializer<Channel> {
        private final ServiceHandshake handshake;

        Pipeline(ServiceHandshake handshake) {
            this.handshake = handshake;
        }

        @Override
        protected void initChannel(Channel channel) {
            ChannelPipeline pipeline = channel.pipeline();
            tls.ifPresent(context -> pipeline.addLast(context.newHandler(channel.alloc(), service.getHost(), port())));
            pipeline.addLast(new HttpClientCodec(), new HttpObjectAggregator(ANSWER_BYTES), handshake);
        }
    }
}
