package chat.parley.messaging.live;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import reactor.netty.NettyPipeline;

/// Each side of a WebSocket says one goodbye (RFC 6455, 5.5.1): once ours was written and the peer's has come, the
/// connection is over. Reactor Netty does not know of ours, and would answer the peer's with a second one. Browsers
/// take that for a broken connection, and their pages see 1006 instead of our code.
final class OneGoodbye extends ChannelDuplexHandler {
    private static final String NAME = "parley.one-goodbye";

    /// On the event loop only.
    private boolean said;

    private OneGoodbye() {}

    /// Holds this WebSocket to it.
    static Channel on(Channel channel) {
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, NAME, new OneGoodbye());
        return channel;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        said |= message instanceof CloseWebSocketFrame;
        ChannelFuture unused = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (said && message instanceof CloseWebSocketFrame) {
            ReferenceCountUtil.release(message);
            ChannelFuture unused = context.close();
        } else {
            context.fireChannelRead(message);
        }
    }
}
