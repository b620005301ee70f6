package chat.parley.contract.client;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How a live connection ended.
///
/// @param code one of the close codes; [#CUT] where nothing was said
/// @param reconnectAfterMs what the server asked for; negative where it did not
public record End(int code, long reconnectAfterMs) {
    /// The connection broke.
    public static final int CUT = -1;
    /// The node is draining.
    public static final int DRAINING = 1012;
    /// The session ended.
    public static final int UNAUTHENTICATED = 4401;
    /// Read too slowly.
    public static final int SLOW_READER = 4430;

    private static final String HINT = "reconnectAfterMs=";

    static End cut() {
        return new End(CUT, -1);
    }

    /// What a WebSocket's close frame says.
    static End ofFrame(int code, String reason) {
        long after = reason.startsWith(HINT) ? Long.parseLong(reason.substring(HINT.length())) : -1;
        return new End(code == 1006 ? CUT : code, after);
    }

    /// What RSocket's last ERROR frame says.
    static End ofError(Throwable error) {
        JsonNode data = parse(error.getMessage());
        if (data.path("code").stringValue("").equals("SLOW_READER")) {
            return new End(SLOW_READER, -1);
        }
        return new End(
                data.path("close").intValue(CUT), data.path("reconnectAfterMs").longValue(-1));
    }

    /// Whether the server said goodbye.
    boolean orderly() {
        return code != CUT;
    }

    private static JsonNode parse(@Nullable String message) {
        try {
            return message == null
                    ? JsonMapper.shared().nullNode()
                    : JsonMapper.shared().readTree(message);
        } catch (JacksonException notOurs) {
            return JsonMapper.shared().nullNode();
        }
    }
}
