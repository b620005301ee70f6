package chat.parley.gateway.splice;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One of the two connections of a [Splice]: passes on what it says to the other, in order, unread. Both belong to one
/// event loop, and so does every call here.
///
/// While the other takes no more, nothing is read from this one: what is under way in one direction is at most Netty's
/// high water mark (64 KiB) and one read. This is the way of every message: one write a read, one flush a burst, no
/// object, no clock.
///
/// An end of input becomes an end of output of the other, behind the last byte. A connection is closed when both of its
/// directions have ended, or ten seconds after its output has. So a close frame reaches its reader although that one
/// still talks: closing at once would make the system reset the connection.
final class Half extends ChannelInboundHandlerAdapter {
    private static final long FAREWELL_SECONDS = 10;

    private final Splice splice;
    private final Channel channel;
    private @Nullable Future<?> farewell;
    private int looks;
    private boolean inputEnded;
    private boolean outputEnding;
    private boolean outputEnded;

    Half(Splice splice, Channel channel) {
        this.splice = splice;
        this.channel = channel;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        looks = 0;
        if (!splice.other(this).take(bytes)) {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        splice.other(this).channel.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            splice.other(this).resume();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        outputEnding = true;
        if (farewell != null) {
            farewell.cancel(false);
        }
        inputEnded();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close();
    }

    /// Writes what the other said; false when it should say no more for now.
    boolean take(Object bytes) {
        if (outputEnding) {
            ReferenceCountUtil.release(bytes);
            return true;
        }
        var unused = channel.write(bytes, channel.voidPromise());
        return channel.isWritable();
    }

    void resume() {
        channel.config().setAutoRead(true);
    }

    /// No more is written; what was, still arrives.
    void finish() {
        if (!outputEnding) {
            outputEnding = true;
            splice.other(this).resume();
            farewell = channel.eventLoop().schedule(this::close, FAREWELL_SECONDS, TimeUnit.SECONDS);
            Output.end(channel, this::outputEnded);
        }
    }

    void close() {
        var unused = channel.close();
    }

    /// How many looks ago it said something, this one included.
    int look() {
        return ++looks;
    }

    private void inputEnded() {
        if (!inputEnded) {
            inputEnded = true;
            splice.other(this).finish();
            closeIfDone();
        }
    }

    private void outputEnded() {
        outputEnded = true;
        closeIfDone();
    }

    private void closeIfDone() {
        if (inputEnded && outputEnded) {
            close();
        }
    }
}
