package chat.parley.messaging.live;

import chat.parley.edge.address.ClientAddresses;
import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// Who may open a socket at all.
public final class Gatekeeper {
    private static final long FULL_RETRY_MS = 2_000;

    private final Origins origins;
    private final ClientAddresses addresses;
    private final LiveConnections connections;

    Gatekeeper(Origins origins, ClientAddresses addresses, LiveConnections connections) {
        this.origins = origins;
        this.addresses = addresses;
        this.connections = connections;
    }

    /// Whose socket it would be.
    String addressOf(ServerHttpRequest request) {
        return addresses.of(request);
    }

    /// Why not; empty where it may.
    Optional<ProblemException> refusal(ServerHttpRequest request) {
        if (!HttpMethod.GET.equals(request.getMethod())) {
            return refuse(ErrorCode.METHOD_NOT_ALLOWED, "Open a WebSocket here.");
        }
        if (!origins.allow(request.getHeaders().get(HttpHeaders.ORIGIN))) {
            return refuse(ErrorCode.ORIGIN_REFUSED, "Open this from the page of this installation.");
        }
        if (!"websocket".equalsIgnoreCase(request.getHeaders().getFirst(HttpHeaders.UPGRADE))) {
            return refuse(ErrorCode.BAD_REQUEST, "Open a WebSocket here.");
        }
        return connections.hasRoom() ? ofAddress(request) : full();
    }

    private Optional<ProblemException> ofAddress(ServerHttpRequest request) {
        return connections.mayCome(addressOf(request))
                ? Optional.empty()
                : Optional.of(new ProblemException(
                        ErrorCode.RATE_LIMITED,
                        "Too many connections without a token come from this address.",
                        FULL_RETRY_MS));
    }

    private static Optional<ProblemException> full() {
        return Optional.of(new ProblemException(ErrorCode.UNAVAILABLE, "Connect again soon.", FULL_RETRY_MS));
    }

    private static Optional<ProblemException> refuse(ErrorCode code, String detail) {
        return Optional.of(new ProblemException(code, detail));
    }
}
