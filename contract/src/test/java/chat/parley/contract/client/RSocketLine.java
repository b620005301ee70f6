package chat.parley.contract.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.util.DefaultPayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Over RSocket's channel `live`.
final class RSocketLine extends BaseSubscriber<Payload> implements Line {
    /// Events asked for and not yet there.
    static final int WINDOW = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RSocket socket;
    private final Line.Listener listener;
    private final Sinks.Many<String> out = Sinks.many().unicast().onBackpressureBuffer();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean reading = true;

    private RSocketLine(RSocket socket, Line.Listener listener) {
        this.socket = socket;
        this.listener = listener;
    }

    static Line open(Door door, String token, String cursors, Line.Listener listener) throws IOException {
        RSocketLine line = new RSocketLine(connect(door, token), listener);
        line.say("{\"protocol\":1,\"cursors\":" + cursors + "}");
        // All requests of a channel but the first go without a route.
        line.socket
                .requestChannel(line.out
                        .asFlux()
                        .index((index, json) -> index == 0 ? request(json) : DefaultPayload.create(json)))
                .subscribe(line);
        return line;
    }

    private static RSocket connect(Door door, String token) throws IOException {
        try {
            return Objects.requireNonNull(RSocketConnector.create()
                    .dataMimeType("application/json")
                    .metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
                    .keepAlive(Duration.ofSeconds(10), Duration.ofSeconds(60))
                    .setupPayload(Mono.fromSupplier(() -> DefaultPayload.create(Unpooled.EMPTY_BUFFER, bearer(token))))
                    .connect(TcpClientTransport.create("127.0.0.1", door.rsocketPort()))
                    .block(PATIENCE));
        } catch (RuntimeException refused) {
            throw new IOException(refused);
        }
    }

    @Override
    public synchronized void say(String json) {
        if (!over.get()) {
            Sinks.EmitResult unused = out.tryEmitNext(json);
        }
    }

    @Override
    public void stopReading() {
        reading = false;
    }

    @Override
    public void read() {
        reading = true;
        request(WINDOW);
    }

    @Override
    public void close() {
        socket.dispose();
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        request(WINDOW);
    }

    @Override
    protected void hookOnNext(Payload payload) {
        listener.heard(payload.getDataUtf8());
        payload.release();
        if (reading) {
            request(1);
        }
    }

    @Override
    protected void hookOnComplete() {
        ended(End.cut());
    }

    @Override
    protected void hookOnError(Throwable failure) {
        ended(End.ofError(failure));
    }

    private void ended(End end) {
        if (over.compareAndSet(false, true)) {
            socket.dispose();
            listener.ended(end);
        }
    }

    private static Payload request(String json) {
        CompositeByteBuf metadata = Unpooled.compositeBuffer();
        ByteBuf routing = TaggingMetadataCodec.createTaggingContent(ByteBufAllocator.DEFAULT, List.of("live"));
        CompositeMetadataCodec.encodeAndAddMetadata(
                metadata, ByteBufAllocator.DEFAULT, WellKnownMimeType.MESSAGE_RSOCKET_ROUTING, routing);
        return DefaultPayload.create(Unpooled.copiedBuffer(json, StandardCharsets.UTF_8), metadata);
    }

    private static ByteBuf bearer(String token) {
        CompositeByteBuf metadata = Unpooled.compositeBuffer();
        ByteBuf content = AuthMetadataCodec.encodeBearerMetadata(ByteBufAllocator.DEFAULT, token.toCharArray());
        CompositeMetadataCodec.encodeAndAddMetadata(
                metadata, ByteBufAllocator.DEFAULT, WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION, content);
        return metadata;
    }
}
