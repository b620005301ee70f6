package chat.parley.messaging.live;

import chat.parley.edge.json.StrictJson;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.ServerEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;

/// Reads clients' frames, strictly: every field there, none unknown, none twice, of the right type, nothing behind the
/// object, and no depth to speak of.
final class CommandCodec {
    private static final JsonMapper MAPPER = StrictJson.mapper()
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();
    private static final ObjectReader COMMANDS = MAPPER.readerFor(ClientCommand.class);

    // Made ready now: the first connections would wait for each other's first frame.
    static {
        for (Class<?> command : ClientCommand.class.getPermittedSubclasses()) {
            MAPPER.readerFor(command);
        }
    }

    Decoded decode(String frame) {
        try {
            ClientCommand command = COMMANDS.readValue(frame);
            return command == null ? malformed("a frame is a JSON object") : new Decoded.Command(command);
        } catch (InvalidTypeIdException unknown) {
            return unknown.getTypeId() == null ? malformed("type is missing") : unknownType();
        } catch (JacksonException refused) {
            return refused(refused, frame);
        }
    }

    private static Decoded refused(JacksonException refused, String frame) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInput input) {
                return invalid(input, frame);
            }
        }
        return malformed("not a JSON object of a known shape");
    }

    /// What the object names is named in the answer. Read again from the start: what is behind the refused value may
    /// be no JSON at all.
    private static Decoded invalid(InvalidInput input, String frame) {
        try {
            return invalid(input, MAPPER.readTree(frame));
        } catch (JacksonException broken) {
            return malformed("not a JSON object of a known shape");
        }
    }

    private static Decoded invalid(InvalidInput input, JsonNode object) {
        ServerEvent.Refused answer = new ServerEvent.Refused(
                input.code(), input.detail(), uuid(object.path("clientMessageId")), chat(object.path("chatId")), null);
        return new Decoded.Bad(answer, input.code() == ErrorCode.BAD_REQUEST);
    }

    private static Decoded malformed(String message) {
        return new Decoded.Bad(new ServerEvent.Refused(ErrorCode.BAD_REQUEST, message, null, null, null), true);
    }

    private static Decoded unknownType() {
        ErrorCode code = ErrorCode.UNKNOWN_TYPE;
        return new Decoded.Bad(new ServerEvent.Refused(code, code.title(), null, null, null), false);
    }

    private static @Nullable UUID uuid(JsonNode node) {
        try {
            return node.isString() ? UUID.fromString(node.stringValue()) : null;
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private static @Nullable ChatId chat(JsonNode node) {
        try {
            return node.isString() ? new ChatId(node.stringValue()) : null;
        } catch (InvalidInput notOne) {
            return null;
        }
    }
}
