package chat.parley.gateway.splice;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/// The end of what we say on a connection, whose other direction stays open.
final class Output {
    private Output() {}

    /// Behind the last byte that was written, and over TLS behind its goodbye. Calls back, whether it worked or not.
    static void end(Channel channel, Runnable then) {
        channel.flush();
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        ChannelFuture last = tls == null ? channel.writeAndFlush(Unpooled.EMPTY_BUFFER) : tls.closeOutbound();
        ChannelFuture unused = last.addListener(written -> shut((DuplexChannel) channel, then));
    }

    private static void shut(DuplexChannel channel, Runnable then) {
        ChannelFuture unused = channel.shutdownOutput().addListener(done -> then.run());
    }
}
