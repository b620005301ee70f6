package chat.parley.cli.live;

import chat.parley.cli.Json;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.live.ServerEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.jsontype.TypeIdResolver;

/// Reads what servers say. Events of types that we do not know are passed over; entries of such types keep their place,
/// as messages without a type.
public final class Events {
    private static final ObjectReader EVENTS =
            Json.MAPPER.rebuild().addHandler(new Strangers()).build().readerFor(ServerEvent.class);

    private Events() {}

    /// The event; empty for one of tomorrow.
    public static Optional<ServerEvent> read(ByteBuf json) {
        try (InputStream bytes = new ByteBufInputStream(json.duplicate())) {
            return Optional.ofNullable(EVENTS.readValue(bytes));
        } catch (JacksonException | IOException unreadable) {
            return Optional.empty();
        }
    }

    private static final class Strangers extends DeserializationProblemHandler {
        @Override
        public @Nullable JavaType handleUnknownTypeId(
                DeserializationContext context, JavaType base, String type, TypeIdResolver types, String failure) {
            return base.hasRawClass(LogEntry.class) ? context.constructType(LogEntry.Message.class) : null;
        }
    }
}
