package chat.parley.messaging.live;

import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.live.CloseCode;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Ends the connections whose session was ended (C12). While that cannot be known, they stay for five minutes at most.
final class SessionSweep {
    static final Duration TRUST = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(SessionSweep.class);

    private final LiveConnections connections;
    private final Gate gate;
    private final LongSupplier nanos;
    private long lastKnown;

    SessionSweep(LiveConnections connections, Gate gate, LongSupplier nanos) {
        this.connections = connections;
        this.gate = gate;
        this.nanos = nanos;
        lastKnown = nanos.getAsLong();
    }

    /// One round over all of them. Never errors.
    Mono<Void> run() {
        return Mono.defer(() ->
                        gate.ended(connections.admitted().map(Admitted::token).toList()))
                .doOnNext(this::endThose)
                .doOnError(this::notKnown)
                .onErrorComplete()
                .then();
    }

    private void endThose(Set<SessionId> ended) {
        lastKnown = nanos.getAsLong();
        if (!ended.isEmpty()) {
            connections.closeIf(
                    in -> ended.contains(in.token().sessionId()), CloseCode.UNAUTHENTICATED, "the session was ended");
        }
    }

    private void notKnown(Throwable failure) {
        LOG.warn("Whether sessions still live is not known: {}", failure.toString());
        if (nanos.getAsLong() - lastKnown > TRUST.toNanos()) {
            connections.closeIf(ignored -> true, CloseCode.TRY_LATER, "sessions cannot be checked");
        }
    }
}
