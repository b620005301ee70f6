package chat.parley.messaging.live;

import chat.parley.protocol.live.CloseCode;
import chat.parley.protocol.live.ConnectionEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sends everybody away from a node that ends (C15): nobody new is taken, the closes are spread over a window, and each
/// client is told when to come back, so that the other nodes are not asked by all at once.
final class Drain {
    private static final Duration TICK = Duration.ofMillis(50);
    /// A few connections need no window of seconds.
    private static final Duration FOR_EACH = Duration.ofMillis(5);

    /// Clients come back within a second after their close.
    private static final long COME_BACK_WITHIN_MS = 1_000;

    private final LiveConnections connections;
    private final Duration window;

    /// @param window how long the closes may take at most
    Drain(LiveConnections connections, Duration window) {
        this.connections = connections;
        this.window = window;
    }

    /// Completes when everybody was told.
    Mono<Void> run() {
        return Mono.fromSupplier(this::everybody).flatMap(this::sendAway);
    }

    private List<ConnectionSession> everybody() {
        connections.refuse();
        List<ConnectionSession> all = new ArrayList<>();
        connections.forEach(all::add);
        Collections.shuffle(all);
        return all;
    }

    private Mono<Void> sendAway(List<ConnectionSession> all) {
        Duration needed = FOR_EACH.multipliedBy(all.size());
        Duration over = needed.compareTo(window) < 0 ? needed : window;
        int ticks = (int) Math.max(1, over.dividedBy(TICK));
        int each = Math.max(1, Math.ceilDiv(all.size(), ticks));
        return Flux.fromIterable(all)
                .buffer(each)
                .zipWith(Flux.interval(Duration.ZERO, TICK).onBackpressureDrop(), 1)
                .doOnNext(some -> some.getT1().forEach(Drain::sendAway))
                .then();
    }

    static void sendAway(ConnectionSession session) {
        long after = ThreadLocalRandom.current().nextLong(COME_BACK_WITHIN_MS);
        session.close(CloseCode.DRAINING, ConnectionEnd.hint(after));
    }
}
