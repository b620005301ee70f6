package chat.parley.cli.live;

import chat.parley.cli.Json;
import chat.parley.protocol.live.Cursor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.DefaultPayload;
import java.util.List;

/// What we put into RSocket frames: a route or a token as composite metadata, JSON as data.
final class RSocketFrames {
    private static final ByteBufAllocator HEAP = UnpooledByteBufAllocator.DEFAULT;
    private static final byte[] EVENTS = route("events");
    private static final byte[] COMMAND = route("command");
    private static final byte[] SIGNAL = route("signal");

    private RSocketFrames() {}

    static Payload setup(String token) {
        ByteBuf bearer = AuthMetadataCodec.encodeBearerMetadata(HEAP, token.toCharArray());
        return DefaultPayload.create(
                Unpooled.EMPTY_BUFFER,
                Unpooled.wrappedBuffer(entry(WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION, bearer)));
    }

    static Payload events(List<Cursor> cursors) {
        return payload(Json.MAPPER.writeValueAsBytes(new Subscription(1, cursors)), EVENTS);
    }

    static Payload spoken(Spoken command) {
        return switch (command.way()) {
            case COMMAND -> payload(command.json(), COMMAND);
            case SIGNAL -> payload(command.json(), SIGNAL);
        };
    }

    private static Payload payload(byte[] data, byte[] metadata) {
        return DefaultPayload.create(Unpooled.wrappedBuffer(data), Unpooled.wrappedBuffer(metadata));
    }

    private static byte[] route(String name) {
        return entry(
                WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                TaggingMetadataCodec.createRoutingMetadata(HEAP, List.of(name)).getContent());
    }

    private static byte[] entry(WellKnownMimeType type, ByteBuf content) {
        CompositeByteBuf metadata = HEAP.compositeBuffer();
        try {
            CompositeMetadataCodec.encodeAndAddMetadata(metadata, HEAP, type, content);
            return ByteBufUtil.getBytes(metadata);
        } finally {
            metadata.release();
        }
    }

    /// The data of `events`.
    private record Subscription(int protocol, List<Cursor> cursors) {}
}
