package chat.parley.gateway.guard;

import chat.parley.edge.problem.ProblemException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The guard as far as it concerns sockets, for those who take them over before there is an exchange that filters could
/// look at. The same limits, the same list, the same findings; for any thread.
@Component
public final class SocketGuard {
    private final Callers callers;
    private final Origins origins;
    private final RequestRate rate;
    private final List<String> own;

    SocketGuard(GuardProperties guard, OriginProperties properties, Origins origins, RequestRate rate) {
        this.callers = new Callers(guard);
        this.origins = origins;
        this.rate = rate;
        this.own = properties.origins();
    }

    /// Who it is.
    ///
    /// @param headers all lines of a header
    public Caller callerOf(
            @Nullable InetSocketAddress peer, boolean encrypted, Function<String, @Nullable List<String>> headers) {
        return callers.of(peer, encrypted, headers);
    }

    /// Why this page may not come in; empty where it may.
    public Optional<ProblemException> refusalOf(List<String> origin) {
        return origins.foreign(origin) ? Optional.of(Origins.refused()) : Optional.empty();
    }

    /// Counts one request; says why it is one too many.
    public Optional<ProblemException> count(Caller caller) {
        return rate.take(caller.address()) ? Optional.empty() : Optional.of(RequestRate.tooMany());
    }

    /// What a service is told about a caller: nothing of what the caller says itself, but for the Origin, which was
    /// judged. A program has none; as it was judged, too, it comes in the name of this installation.
    public Map<String, String> vouched(Caller caller, @Nullable String host, List<String> origin) {
        Map<String, String> said = VouchedHeaders.about(caller, host);
        List<String> named = origin.isEmpty() ? own : origin;
        if (!named.isEmpty()) {
            said.put("Origin", named.getFirst());
        }
        return said;
    }
}
