package chat.parley.gateway.route;

import org.springframework.web.reactive.socket.CloseStatus;

/// What one side of a socket hears when the other has ended. Codes pass as they are; an end without a code, which must
/// not be sent on, becomes one that says the same.
final class CloseCodes {
    private static final int NO_STATUS = 1005;
    private static final int NO_CLOSE_FRAME = 1006;
    private static final int TLS_FAILURE = 1015;

    private CloseCodes() {}

    static CloseStatus toService(CloseStatus ofCaller) {
        return isSendable(ofCaller) ? ofCaller : CloseStatus.GOING_AWAY;
    }

    /// A node that vanished is treated as one that restarts.
    static CloseStatus toCaller(CloseStatus ofService) {
        if (ofService.getCode() == NO_STATUS) {
            return CloseStatus.NORMAL;
        }
        return isSendable(ofService) ? ofService : CloseStatus.SERVICE_RESTARTED;
    }

    private static boolean isSendable(CloseStatus status) {
        int code = status.getCode();
        return code >= CloseStatus.NORMAL.getCode()
                && code != NO_STATUS
                && code != NO_CLOSE_FRAME
                && code != TLS_FAILURE;
    }
}
