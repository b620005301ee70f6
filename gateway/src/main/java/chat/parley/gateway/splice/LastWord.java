package chat.parley.gateway.splice;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/// Says something to a caller and then waits until it has gone, two seconds at most. What it still says is dropped, but
/// read: a connection that is closed with something unread is reset, and our last word lost.
final class LastWord extends ChannelInboundHandlerAdapter {
    private static final long LINGER_SECONDS = 2;

    private final ByteBuf words;

    LastWord(ByteBuf words) {
        this.words = words;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        var timer = context.executor().schedule(() -> close(context), LINGER_SECONDS, TimeUnit.SECONDS);
        context.channel().closeFuture().addListener(closed -> timer.cancel(false));
        ChannelFuture unused = context.channel().writeAndFlush(words);
        Output.end(context.channel(), () -> context.channel().config().setAutoRead(true));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        ReferenceCountUtil.release(bytes);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            close(context);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(context);
    }

    private static void close(ChannelHandlerContext context) {
        ChannelFuture unused = context.close();
    }
}
