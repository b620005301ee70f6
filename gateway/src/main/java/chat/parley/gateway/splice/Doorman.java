package chat.parley.gateway.splice;

import chat.parley.edge.problem.ProblemException;
import chat.parley.gateway.guard.Caller;
import chat.parley.gateway.guard.SocketGuard;
import chat.parley.protocol.error.ErrorCode;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Judges requests for sockets: first what costs nothing, then the caller's allowance, then whether there is a seat.
/// For any thread.
final class Doorman {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,260}");

    private final SocketGuard guard;
    private final Seats seats;

    Doorman(SocketGuard guard, Seats seats) {
        this.guard = guard;
        this.seats = seats;
    }

    Verdict judge(RequestHead head, Channel connection) {
        return judge(head, callerOf(head, connection));
    }

    private Verdict refused(Refusal refusal) {
        seats.refused();
        return new Verdict.Refused(refusal);
    }

    private Verdict judge(RequestHead head, Caller caller) {
        Optional<Refusal> refusal = formal(head).or(() -> standing(head, caller));
        return refusal.map(this::refused).orElseGet(() -> new Verdict.Admitted(requestOf(head, caller)));
    }

    private Caller callerOf(RequestHead head, Channel connection) {
        boolean encrypted = connection.pipeline().get(SslHandler.class) != null;
        InetSocketAddress peer = (InetSocketAddress) connection.remoteAddress();
        return guard.callerOf(peer, encrypted, head::all);
    }

    private static Optional<Refusal> formal(RequestHead head) {
        if (!"GET".equals(head.method())) {
            return Optional.of(problem(ErrorCode.METHOD_NOT_ALLOWED, "Open a WebSocket here."));
        }
        if (!isUpgrade(head)) {
            return Optional.of(problem(ErrorCode.BAD_REQUEST, "Open a WebSocket here."));
        }
        return head.only("Sec-WebSocket-Version")
                        .filter(SocketRequest.VERSION::equals)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(new Refusal.WrongVersion());
    }

    /// A body has no place here; who announces one may hope that two readers see its end differently.
    private static boolean isUpgrade(RequestHead head) {
        return !head.hasBody()
                && head.only("Host")
                        .filter(host -> HOST.matcher(host).matches())
                        .isPresent()
                && head.lists("Connection", "upgrade")
                && head.only("Upgrade").filter("websocket"::equalsIgnoreCase).isPresent()
                && head.only("Sec-WebSocket-Key")
                        .filter(key -> KEY.matcher(key).matches())
                        .isPresent();
    }

    private Optional<Refusal> standing(RequestHead head, Caller caller) {
        return guard.refusalOf(head.all("Origin"))
                .or(() -> guard.count(caller))
                .or(() -> seats.take(caller.address()))
                .map(Refusal.Problem::new);
    }

    private SocketRequest requestOf(RequestHead head, Caller caller) {
        List<String> origin = head.all("Origin");
        String host = head.only("Host").orElse(null);
        return new SocketRequest(
                head.path(),
                head.only("Sec-WebSocket-Key").orElseThrow(),
                caller.address(),
                guard.vouched(caller, host, origin));
    }

    private static Refusal problem(ErrorCode code, String detail) {
        return new Refusal.Problem(new ProblemException(code, detail));
    }
}
