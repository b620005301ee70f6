package chat.parley.protocol.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// Why a connection over RSocket ended, as the data of its last ERROR frame. On a WebSocket the close frame says the
/// same.
///
/// @param close the number of a [CloseCode]
/// @param reason for people, in English
/// @param reconnectAfterMs when to come back, in milliseconds; only where the node is draining
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionEnd(
        int close, String reason, @Nullable Long reconnectAfterMs) {
    private static final String HINT = "reconnectAfterMs=";

    /// The same from what a WebSocket's close frame says.
    public static ConnectionEnd of(CloseCode code, String reason) {
        boolean hint = code == CloseCode.DRAINING && reason.startsWith(HINT);
        Long after = hint ? (Long) Long.parseLong(reason.substring(HINT.length())) : null;
        return new ConnectionEnd(code.code(), reason, after);
    }

    /// The reason of a close frame that tells when to come back.
    public static String hint(long reconnectAfterMs) {
        return HINT + reconnectAfterMs;
    }
}
