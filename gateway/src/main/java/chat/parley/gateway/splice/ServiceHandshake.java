package chat.parley.gateway.splice;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends the request, and says once what came of it. Nothing of the caller's but this request goes to messaging before
/// it
/// has agreed: what follows could be another request, made to look like frames.
final class ServiceHandshake extends SimpleChannelInboundHandler<FullHttpResponse> {
    private static final long ANSWER_MS = 5_000;
    private static final List<String> PASSED_ON =
            List.of("Content-Type", "Retry-After", "WWW-Authenticate", "Sec-WebSocket-Version", "Allow");

    private final FullHttpRequest request;
    private final Consumer<Outcome> then;
    private @Nullable Future<?> patience;
    private boolean told;

    ServiceHandshake(FullHttpRequest request, Consumer<Outcome> then) {
        this.request = request;
        this.then = then;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        patience = context.executor().schedule(() -> giveUp(context), ANSWER_MS, TimeUnit.MILLISECONDS);
        ChannelFuture unused = context.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse answer) {
        String accept = answer.headers().get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
        if (HttpResponseStatus.SWITCHING_PROTOCOLS.equals(answer.status()) && accept != null) {
            tell(new Outcome.Opened(context.channel(), accept));
            return;
        }
        tell(answer.decoderResult().isSuccess() ? new Outcome.Refused(refusal(answer)) : new Outcome.Away());
        close(context);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            giveUp(context);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        failed();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        giveUp(context);
    }

    /// Takes itself and HTTP out of the pipeline; what was read beyond the answer goes to the heir.
    static void giveWayTo(ChannelHandler heir, ChannelPipeline pipeline) {
        pipeline.addLast(heir);
        List.of(ServiceHandshake.class, HttpObjectAggregator.class, HttpClientCodec.class)
                .forEach(pipeline::remove);
    }

    /// There is no connection.
    void failed() {
        tell(new Outcome.Away());
    }

    private void giveUp(ChannelHandlerContext context) {
        failed();
        close(context);
    }

    private void tell(Outcome outcome) {
        if (patience != null) {
            patience.cancel(false);
        }
        if (!told) {
            told = true;
            then.accept(outcome);
        }
    }

    private static void close(ChannelHandlerContext context) {
        ChannelFuture unused = context.close();
    }

    private static Refusal refusal(FullHttpResponse answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        PASSED_ON.stream()
                .filter(answer.headers()::contains)
                .forEach(name -> headers.put(name, answer.headers().get(name)));
        return new Refusal.OfService(
                answer.status().code(), headers, answer.content().toString(StandardCharsets.UTF_8));
    }
}
