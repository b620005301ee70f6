package chat.parley.cli.live;

import chat.parley.cli.Json;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.Cursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/// One connection over a WebSocket. Frames go straight to the channel: nothing waits in between.
final class WebSocketConnection implements LiveConnection {
    private static final int PING_SECONDS = 20;
    /// Three heartbeats and a bit.
    private static final int SILENCE_MS = 35_000;

    private static final byte[] PING = Spoken.of(new ClientCommand.Ping()).json();

    private final Hearer hearer;
    private final byte[] hello;
    private final Disposable.Swap running = Disposables.swap();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Channel channel;
    private volatile LiveEnd why = LiveEnd.cut("the connection was lost");

    WebSocketConnection(Hearer hearer, String token, List<Cursor> cursors) {
        this.hearer = hearer;
        this.hello = Json.MAPPER
                .writerFor(ClientCommand.class)
                .writeValueAsBytes(new ClientCommand.Hello(1, token, cursors));
    }

    void start(Flux<Void> handled) {
        running.update(handled.subscribe(nothing -> {}, this::failed, this::over));
    }

    /// From the handshake to the end.
    Publisher<Void> talk(WebsocketInbound in, WebsocketOutbound out) {
        in.withConnection(connection -> connected(connection.channel()));
        in.withConnection(connection -> connection.onReadIdle(SILENCE_MS, this::silent));
        Mono<Void> frames = in.aggregateFrames(WebSocketClient.FRAME_BYTES)
                .receive()
                .doOnNext(this::heard)
                .then();
        Mono<WebSocketCloseStatus> close = in.receiveCloseStatus().doOnNext(this::closed);
        return Mono.when(frames, close);
    }

    private void connected(Channel open) {
        channel = open;
        Future<?> pings = open.eventLoop()
                .scheduleAtFixedRate(() -> write(open, PING), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
        Future<?> unused = open.closeFuture().addListener(end -> pings.cancel(false));
        write(open, hello);
        if (over.get()) {
            shut(open);
        }
    }

    @Override
    public boolean say(Spoken command) {
        Channel to = channel;
        if (to == null || over.get() || !to.isActive()) {
            return false;
        }
        write(to, command.json());
        return true;
    }

    /// By the loop, whoever asks: a write from within it would overtake those that wait for it.
    private static void write(Channel to, byte[] json) {
        to.eventLoop().execute(() -> flush(to, json));
    }

    private static void flush(Channel to, byte[] json) {
        Future<?> unused = to.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(json)), to.voidPromise());
    }

    private void heard(ByteBuf json) {
        if (!over.get()) {
            hearer.heard(json);
        }
    }

    private void closed(WebSocketCloseStatus status) {
        if (status.code() != LiveEnd.CUT) {
            why = LiveEnd.closed(status.code(), status.reasonText());
        }
    }

    private void silent() {
        why = LiveEnd.cut("nothing heard for too long");
        cut();
    }

    private void failed(Throwable failure) {
        if (why.code() == LiveEnd.CUT) {
            why = failure instanceof WebSocketClientHandshakeException refused
                    ? Handshakes.refusal(refused)
                    : LiveEnd.cut(failure);
        }
        over();
    }

    private void over() {
        if (over.compareAndSet(false, true)) {
            hearer.ended(why);
        }
    }

    @Override
    public void close() {
        Channel open = channel;
        why = LiveEnd.closed(1000, "closed by us");
        over();
        if (open == null) {
            running.dispose();
        } else {
            Future<?> unused = open.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void cut() {
        Channel open = channel;
        over();
        if (open == null) {
            running.dispose();
        } else {
            shut(open);
        }
    }

    private static void shut(Channel open) {
        Future<?> unused = open.close();
    }
}
