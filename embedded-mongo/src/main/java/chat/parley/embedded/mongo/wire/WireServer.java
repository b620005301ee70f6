package chat.parley.embedded.mongo.wire;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoThreadFactory;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for clients and hands what they ask to a backend.
public final class WireServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WireServer.class);

    /// A connection belongs to one of them, and a command that takes long, or waits for the disk or for a writer, holds
    /// up the others that share it. Up to as many connections each have one of their own, which is more than a driver
    /// opens; a thread begins with the first connection that needs it.
    private static final int SERVING = 128;

    private static final int WAITING_CONNECTIONS = 100;
    /// A driver has at most 100. Whoever comes when there are so many is refused: the connection ends at once.
    private static final int MOST_CLIENTS = 2_000;
    /// Where to begin and to end with taking no more requests from a client that does not read its answers.
    private static final WriteBufferWaterMark WAITING_BYTES = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);
    /// A message that does not go on for twice this time is given up.
    private static final int SECONDS_OF_SILENCE = 30;

    private static final int SECONDS_TO_END = 5;

    private final MongoBackend backend;
    private final int mostClients;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final EventLoopGroup accepting = loops(1, "mongo-accept");
    private final EventLoopGroup serving = loops(SERVING, "mongo-serve");
    private final Channel listening;

    /// Begins to listen. If that cannot be, nothing is left open but the backend.
    public WireServer(MongoBackend backend, InetSocketAddress address) {
        this(backend, address, MOST_CLIENTS);
    }

    WireServer(MongoBackend backend, InetSocketAddress address, int mostClients) {
        this.backend = backend;
        this.mostClients = mostClients;
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
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING_BYTES)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        open(client);
                    }
                });
    }

    private void open(SocketChannel client) {
        if (clients.size() >= mostClients) {
            LOG.warn("Refused {}: there are {} connections", client, clients.size());
            var unused = client.close();
            return;
        }
        client.pipeline()
                .addLast(new MongoWireReplyEncoder())
                .addLast(new AnswerEncoder())
                .addLast(new IdleStateHandler(SECONDS_OF_SILENCE, 0, 0))
                .addLast(new Messages())
                // One read can bring many requests: they wait here as long as no more are taken.
                .addLast(new FlowControlHandler())
                .addLast(new Answers())
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
