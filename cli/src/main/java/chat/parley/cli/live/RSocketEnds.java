package chat.parley.cli.live;

import chat.parley.cli.Json;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.rsocket.RSocketErrorException;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads why RSocket ended something: the data of ERROR frames, which rsocket-java hands on as messages of exceptions.
final class RSocketEnds {
    private RSocketEnds() {}

    /// The end of a connection: `{close, reason, reconnectAfterMs?}`. The end of the stream of events, with an `error`
    /// object, counts as the end of the connection of the same kind.
    static LiveEnd end(Throwable failure) {
        if (failure instanceof WebSocketClientHandshakeException refused) {
            return Handshakes.refusal(refused);
        }
        JsonNode said = said(failure);
        if (said.has("close")) {
            long after = said.path("reconnectAfterMs").asLong(-1);
            return new LiveEnd(
                    said.path("close").asInt(LiveEnd.CUT),
                    said.path("reason").asString(""),
                    after < 0 ? OptionalLong.empty() : OptionalLong.of(after));
        }
        return said.has("code") ? refused(said) : LiveEnd.cut(failure);
    }

    /// Whether this is a refusal of one request: an `error` object that the rest of the client can read.
    static boolean isRefusal(Throwable failure) {
        return failure instanceof RSocketErrorException && said(failure).has("code");
    }

    private static LiveEnd refused(JsonNode error) {
        String code = error.path("code").asString("");
        return LiveEnd.closed(
                closeCode(code), code + " " + error.path("message").asString(""));
    }

    private static int closeCode(String code) {
        return switch (code) {
            case "SLOW_READER" -> 4430;
            case "UNAUTHENTICATED" -> 4401;
            case "RATE_LIMITED" -> 4429;
            case "OVERLOADED", "UNAVAILABLE" -> 1013;
            case "BAD_REQUEST", "UNKNOWN_TYPE" -> 4400;
            case "FORBIDDEN" -> 4403;
            default -> 1011;
        };
    }

    private static JsonNode said(Throwable failure) {
        String message = failure.getMessage();
        try {
            return message != null && message.startsWith("{")
                    ? Json.MAPPER.readTree(message)
                    : Json.MAPPER.createObjectNode();
        } catch (JacksonException noJson) {
            return Json.MAPPER.createObjectNode();
        }
    }
}
