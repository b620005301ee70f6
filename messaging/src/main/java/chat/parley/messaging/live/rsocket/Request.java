package chat.parley.messaging.live.rsocket;

import chat.parley.edge.json.StrictJson;
import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.live.EventsRequest;
import io.netty.buffer.ByteBuf;
import io.rsocket.Payload;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.RoutingMetadata;
import io.rsocket.metadata.WellKnownMimeType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/// A request as it came: its route, and its data as text.
record Request(String route, String text) {
    private static final String ROUTING = WellKnownMimeType.MESSAGE_RSOCKET_ROUTING.getString();
    private static final ObjectReader EVENTS = StrictJson.mapper()
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build()
            .readerFor(EventsRequest.class);

    /// Reads a payload and gives it back. Throws [InvalidInput] for what is none of ours.
    static Request of(Payload payload) {
        try {
            return new Request(route(payload.sliceMetadata()), text(payload.getData()));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException malformed) {
            throw InvalidInput.badRequest("the metadata could not be read");
        } finally {
            payload.release();
        }
    }

    /// The data of a later payload of a channel, which needs no route.
    static String textOf(Payload payload) {
        try {
            return text(payload.getData());
        } finally {
            payload.release();
        }
    }

    /// The data as what opens a stream of events.
    EventsRequest events() {
        try {
            return EVENTS.readValue(text);
        } catch (JacksonException refused) {
            throw invalid(refused);
        }
    }

    private static InvalidInput invalid(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInput input) {
                return input;
            }
        }
        return InvalidInput.badRequest("the data is not what opens a stream of events");
    }

    private static String route(ByteBuf metadata) {
        for (CompositeMetadata.Entry entry : new CompositeMetadata(metadata, false)) {
            if (ROUTING.equals(entry.getMimeType())) {
                Iterator<String> routes = new RoutingMetadata(entry.getContent()).iterator();
                return routes.hasNext() ? routes.next() : "";
            }
        }
        return "";
    }

    private static String text(ByteBuffer data) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(data).toString();
        } catch (CharacterCodingException notUtf8) {
            throw InvalidInput.badRequest("the data is not UTF-8");
        }
    }
}
