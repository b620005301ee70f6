package chat.parley.messaging.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.messaging.connection.Frame;
import chat.parley.messaging.outbound.Outbound;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class WebSocketWireTest {
    private static final int HEADER = 2;

    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();

    /// Netty writes at once on its own thread, and queues what comes from others.
    @Test
    void keepsTheOrderOfFramesThatComeFromSeveralThreads() throws Exception {
        try (EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory())) {
            Channel channel = connect(loops);
            WebSocketWire wire = new WebSocketWire(Outbound.oneByOne().to(channel));
            AtomicBoolean first = new AtomicBoolean();
            AtomicLong turns = new AtomicLong();
            channel.eventLoop().execute(() -> {
                // Nothing that waits is allowed here.
                while (!first.get()) {
                    turns.incrementAndGet();
                }
                wire.offer(frame("second"));
            });
            wire.offer(frame("first"));
            first.set(true);
            assertThat(List.of(next(), next())).containsExactly("first", "second");
        }
    }

    private Channel connect(EventLoopGroup loops) throws InterruptedException {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter())
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new Recorder())
                .connect(server.localAddress())
                .sync()
                .channel();
    }

    private String next() throws InterruptedException {
        return Objects.requireNonNull(written.poll(10, TimeUnit.SECONDS), "nothing was written");
    }

    private static Frame frame(String text) {
        return Frame.lasting(text.getBytes(StandardCharsets.UTF_8));
    }

    private final class Recorder extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof ByteBuf frame) {
                written.add(frame.toString(HEADER, frame.readableBytes() - HEADER, StandardCharsets.UTF_8));
            }
            ReferenceCountUtil.release(message);
            promise.setSuccess();
        }
    }
}
