package chat.parley.embedded.mongo.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/// A client that does not read its answers is not asked for more requests, so that at most one answer beyond the water
/// mark waits for it. A client whose answer cannot be sent is told so by the end of the connection; it would wait for
/// ever.
final class Answers extends ChannelDuplexHandler {
    @Override
    public void write(ChannelHandlerContext context, Object answer, ChannelPromise sent) {
        var unused = context.write(answer, sent.unvoid().addListener(ChannelFutureListener.CLOSE_ON_FAILURE));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        var unused = context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }
}
