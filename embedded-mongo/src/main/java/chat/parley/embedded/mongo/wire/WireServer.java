package chat.parley.embedded.mongo.wire;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoThreadFactory;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// Listens for clients and hands what they ask to a backend.
public final class WireServer implements AutoCloseable {
    /// A connection belongs to one of them; one that waits for the disk holds up the others that share it.
    private static final int SERVING = 16;

    private static final int WAITING_CONNECTIONS = 100;
    private static final int SECONDS_TO_END = 5;

    private final MongoBackend backend;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final EventLoopGroup accepting = loops(1, "mongo-accept");
    private final EventLoopGroup serving = loops(SERVING, "mongo-serve");
    private final Channel listening;

    /// Begins to listen. If that cannot be, nothing is left open but the backend.
    public WireServer(MongoBackend backend, InetSocketAddress address) {
        this.backend = backend;
        boolean bound = false;
        try {
            listening = bootstrap().bind(address).syncUninterruptibly().channel();
            bound = true;
        } finally {
            if (!bound) {
                endLoops();
            }
        }
    }

    private static EventLoopGroup loops(int threads, String name) {
        return new MultiThreadIoEventLoopGroup(threads, new MongoThreadFactory(name), NioIoHandler.newFactory());
    }

    private ServerBootstrap bootstrap() {
        return new ServerBootstrap()
                .group(accepting, serving)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, WAITING_CONNECTIONS)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        open(client);
                    }
                });
    }

    private void open(SocketChannel client) {
        client.pipeline()
                .addLast(new MongoWireReplyEncoder())
                .addLast(new MongoWireMessageEncoder())
                .addLast(new Messages())
                .addLast(new Requests(backend, clients))
                .addLast(new MongoExceptionHandler());
    }

    /// The port, also if it was chosen by the system.
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /// Ends all connections, and returns when nothing is being answered any more.
    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        clients.close().syncUninterruptibly();
        endLoops();
    }

    private void endLoops() {
        end(accepting);
        end(serving);
    }

    private static void end(EventLoopGroup loops) {
        loops.shutdownGracefully(0, SECONDS_TO_END, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
