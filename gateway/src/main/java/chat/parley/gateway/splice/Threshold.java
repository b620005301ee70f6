package chat.parley.gateway.splice;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/// Before the HTTP codec: looks at the first request of a connection. What does not want a socket goes on to HTTP
/// untouched, and this steps aside. So does what wants one and does not get it, with the [Refusal] left for HTTP to
/// say.
/// Programs and proxies may also ask for a socket where they have asked for something else before; then HTTP finds it
/// and calls this back.
///
/// Holds at most one head and one read, and only for some seconds until the head is complete. While messaging is asked,
/// no more is read than what is under way already.
final class Threshold extends ChannelInboundHandlerAdapter {
    private static final String NAME = "parley.threshold";
    private static final int HEAD_BYTES = 16 * 1024;
    private static final ByteBuf END_OF_HEAD =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII));

    private final Entrance entrance;
    private final Consumer<Refusal> sayNo;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private @Nullable Future<?> patience;
    private boolean asking;

    private Threshold(Entrance entrance, Consumer<Refusal> sayNo) {
        this.entrance = entrance;
        this.sayNo = sayNo;
    }

    /// Puts one into a new connection, behind TLS. Where HTTP/2 is spoken, too, the codec is chosen later; sockets come
    /// by HTTP/1.1.
    static void before(Channel caller, Entrance entrance) {
        boolean chosen = caller.pipeline().get(NettyPipeline.HttpCodec) != null;
        String codec = chosen ? NettyPipeline.HttpCodec : NettyPipeline.H2OrHttp11Codec;
        var unused = add(caller, codec, new Threshold(entrance, refusal -> refusal.leaveOn(caller)));
    }

    /// Puts one into a connection on which HTTP has read the request already, because it was not the first there. On
    /// its
    /// event loop.
    ///
    /// @param sayNo called if the socket is not opened
    static void within(Channel caller, Entrance entrance, SocketRequest request, Consumer<Refusal> sayNo) {
        Threshold threshold = new Threshold(entrance, sayNo);
        threshold.ask(add(caller, NettyPipeline.HttpCodec, threshold), request, 0);
    }

    private static ChannelHandlerContext add(Channel caller, String codec, Threshold threshold) {
        return caller.pipeline().addBefore(codec, NAME, threshold).context(threshold);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        held = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), held, (ByteBuf) message);
        if (asking) {
            context.channel().config().setAutoRead(false);
        } else {
            look(context);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!asking) {
            context.read();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopWaiting();
        held.release();
        held = Unpooled.EMPTY_BUFFER;
    }

    private void look(ChannelHandlerContext context) {
        switch (Glance.at(held)) {
            case OTHER -> passOn(context);
            case UNSURE -> waitForMore(context);
            case SOCKET -> readHead(context);
        }
    }

    private void readHead(ChannelHandlerContext context) {
        int length = ByteBufUtil.indexOf(END_OF_HEAD, held);
        if (length >= 0 && length <= HEAD_BYTES) {
            judge(context, length);
        } else if (held.readableBytes() > HEAD_BYTES) {
            passOn(context);
        } else {
            waitForMore(context);
        }
    }

    private void waitForMore(ChannelHandlerContext context) {
        if (patience == null) {
            long millis = entrance.forHead().toMillis();
            patience = context.executor().schedule(() -> close(context.channel()), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void judge(ChannelHandlerContext context, int length) {
        String text = held.toString(held.readerIndex(), length, StandardCharsets.ISO_8859_1);
        RequestHead.parse(text)
                .ifPresentOrElse(
                        head -> judge(context, head, length + END_OF_HEAD.readableBytes()),
                        () -> refuse(context, Refusal.malformed()));
    }

    private void judge(ChannelHandlerContext context, RequestHead head, int length) {
        switch (entrance.doorman().judge(head, context.channel())) {
            case Verdict.Refused refused -> passOn(context);
            case Verdict.Admitted admitted -> ask(context, admitted.request(), length);
        }
    }

    /// The seat is the connection's, whatever comes of it: one that is refused is closed soon.
    private void ask(ChannelHandlerContext context, SocketRequest request, int length) {
        asking = true;
        stopWaiting();
        Channel caller = context.channel();
        var unused = caller.closeFuture().addListener(closed -> entrance.seats().leave(request.address()));
        entrance.service().ask(caller.eventLoop(), request, outcome -> answer(context, request, outcome, length));
    }

    private void answer(ChannelHandlerContext context, SocketRequest request, Outcome outcome, int length) {
        if (!context.channel().isActive()) {
            outcome.drop();
            return;
        }
        switch (outcome) {
            case Outcome.Opened opened -> open(context, opened, length);
            case Outcome.Refused refused -> refuse(context, refused.refusal());
            case Outcome.Away away -> takeOver(context, new LastWord(Upgrade.comeBackLater(request.key())));
        }
    }

    private void open(ChannelHandlerContext context, Outcome.Opened opened, int length) {
        ByteBuf early = held.skipBytes(length).readRetainedSlice(held.readableBytes());
        Splice splice = new Splice(context.channel(), opened.service());
        takeOver(context, splice.up());
        entrance.sockets().add(splice);
        splice.begin(Upgrade.answer(opened.accept()), early);
    }

    /// From here on HTTP knows nothing of this connection.
    private void takeOver(ChannelHandlerContext context, ChannelHandler heir) {
        ChannelPipeline pipeline = context.pipeline();
        while (pipeline.last() != this) {
            var unused = pipeline.removeLast();
        }
        var unused = pipeline.replace(this, null, heir);
    }

    private void refuse(ChannelHandlerContext context, Refusal refusal) {
        entrance.seats().refused();
        sayNo.accept(refusal);
        passOn(context);
    }

    private void passOn(ChannelHandlerContext context) {
        ByteBuf all = held.retain();
        var unused = context.pipeline().remove(this);
        context.fireChannelRead(all);
        context.fireChannelReadComplete();
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel(false);
        }
    }

    private static void close(Channel channel) {
        var unused = channel.close();
    }
}
