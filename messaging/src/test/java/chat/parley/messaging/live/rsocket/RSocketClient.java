package chat.parley.messaging.live.rsocket;

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
import io.rsocket.transport.ClientTransport;
import io.rsocket.util.DefaultPayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a well-behaved program does over RSocket.
final class RSocketClient implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private final RSocket socket;

    private RSocketClient(RSocket socket) {
        this.socket = socket;
    }

    static RSocketClient connect(ClientTransport transport, String token) {
        return connect(transport, connector(token));
    }

    static RSocketClient connect(ClientTransport transport, RSocketConnector connector) {
        RSocket socket = connector.connect(transport).block(PATIENCE);
        return new RSocketClient(java.util.Objects.requireNonNull(socket));
    }

    static RSocketConnector connector(String token) {
        return RSocketConnector.create()
                .dataMimeType("application/json")
                .metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
                .keepAlive(Duration.ofSeconds(10), Duration.ofSeconds(60))
                .setupPayload(Mono.fromSupplier(() -> DefaultPayload.create(Unpooled.EMPTY_BUFFER, bearer(token))));
    }

    static Payload request(String route, String json) {
        CompositeByteBuf metadata = Unpooled.compositeBuffer();
        ByteBuf routing = TaggingMetadataCodec.createTaggingContent(ByteBufAllocator.DEFAULT, List.of(route));
        CompositeMetadataCodec.encodeAndAddMetadata(
                metadata, ByteBufAllocator.DEFAULT, WellKnownMimeType.MESSAGE_RSOCKET_ROUTING, routing);
        return DefaultPayload.create(Unpooled.copiedBuffer(json.replace('\'', '"'), StandardCharsets.UTF_8), metadata);
    }

    static ByteBuf bearer(String token) {
        CompositeByteBuf metadata = Unpooled.compositeBuffer();
        ByteBuf content = AuthMetadataCodec.encodeBearerMetadata(ByteBufAllocator.DEFAULT, token.toCharArray());
        CompositeMetadataCodec.encodeAndAddMetadata(
                metadata, ByteBufAllocator.DEFAULT, WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION, content);
        return metadata;
    }

    static JsonNode json(Payload payload) {
        try {
            return JsonMapper.shared().readTree(payload.getDataUtf8());
        } finally {
            payload.release();
        }
    }

    RSocket socket() {
        return socket;
    }

    /// The answer to a command.
    JsonNode ask(String command) {
        JsonNode answer = socket.requestResponse(request("command", command))
                .map(RSocketClient::json)
                .defaultIfEmpty(JsonMapper.shared().nullNode())
                .block(PATIENCE);
        return java.util.Objects.requireNonNull(answer);
    }

    @Override
    public void close() {
        socket.dispose();
    }
}
