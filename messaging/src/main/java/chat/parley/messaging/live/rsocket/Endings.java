package chat.parley.messaging.live.rsocket;

import chat.parley.messaging.connection.EventFrames;
import chat.parley.messaging.live.Failures;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.live.CloseCode;
import chat.parley.protocol.live.ConnectionEnd;
import chat.parley.protocol.live.ServerEvent;
import io.rsocket.RSocketErrorException;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.ConnectionCloseException;
import io.rsocket.exceptions.ConnectionErrorException;
import io.rsocket.exceptions.InvalidException;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.exceptions.RejectedSetupException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/// Refusals and ends as RSocket errors.
final class Endings {
    private Endings() {}

    /// The end of one stream.
    static RSocketErrorException of(ServerEvent.Refused refused) {
        String data = new String(EventFrames.of(refused).bytes(), StandardCharsets.UTF_8);
        return switch (refused.code()) {
            case BAD_REQUEST, UNKNOWN_TYPE -> new InvalidException(data);
            case RATE_LIMITED, OVERLOADED -> new RejectedException(data);
            case UNAUTHENTICATED,
                    CODE_REFUSED,
                    CREDENTIALS_REFUSED,
                    FORBIDDEN,
                    REAUTH_REQUIRED,
                    SUSPENDED,
                    ORIGIN_REFUSED,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    CONFLICT,
                    IDEMPOTENCY_MISMATCH,
                    PAYLOAD_TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    UNPROCESSABLE,
                    INTERNAL,
                    UNAVAILABLE,
                    SLOW_READER,
                    OUTCOME_UNKNOWN -> new ApplicationErrorException(data);
        };
    }

    static RSocketErrorException of(ErrorCode code, String message) {
        return of(new ServerEvent.Refused(code, message, null, null, null));
    }

    /// Whatever went wrong with a stream. What is a defect of ours shows its code only.
    static RSocketErrorException of(Throwable failure) {
        return switch (failure) {
            case RSocketErrorException known -> known;
            case InvalidInput input -> of(input.code(), input.detail());
            default -> surprise(Failures.code(failure));
        };
    }

    /// The end of a connection that was set up.
    static RSocketErrorException ofConnection(CloseCode code, String reason) {
        String data = data(code, reason);
        return code == CloseCode.DRAINING ? new ConnectionCloseException(data) : new ConnectionErrorException(data);
    }

    /// The end of a connection before it was set up.
    static RSocketErrorException ofSetup(CloseCode code, String reason) {
        return new RejectedSetupException(data(code, reason));
    }

    private static RSocketErrorException surprise(ErrorCode code) {
        return of(code, code.title());
    }

    private static String data(CloseCode code, String reason) {
        return JsonMapper.shared().writeValueAsString(ConnectionEnd.of(code, reason));
    }
}
