package chat.parley.gateway.splice;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// How many sockets there are, in all and of one address. A seat is taken before messaging is asked and given back when
/// the socket ends or was never opened. For any thread.
final class Seats {
    private static final long RETRY_MS = 2_000;

    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final int most;
    private final int perAddress;
    private volatile boolean closed;

    Seats(int most, int perAddress) {
        this.most = most;
        this.perAddress = perAddress;
    }

    /// Takes one; says why there is none.
    Optional<ProblemException> take(String address) {
        int all = taken.incrementAndGet();
        int same = byAddress.merge(address, 1, Integer::sum);
        if (closed || all > most) {
            return none(address, ErrorCode.UNAVAILABLE, "Connect again soon.");
        }
        return same > perAddress
                ? none(address, ErrorCode.RATE_LIMITED, "Too many connections come from your address.")
                : Optional.empty();
    }

    /// Gives one back.
    void leave(String address) {
        taken.decrementAndGet();
        byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    /// Nobody else is taken; those who sit may stay.
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    void reopen() {
        closed = false;
    }

    /// Somebody did not get as far as a seat.
    void refused() {
        refused.increment();
    }

    /// Sockets that are open or being opened.
    int open() {
        return taken.get();
    }

    /// How often a request for a socket was judged and refused since the start; below HTTP and by HTTP count apart.
    long refusals() {
        return refused.sum();
    }

    private Optional<ProblemException> none(String address, ErrorCode code, String detail) {
        leave(address);
        return Optional.of(new ProblemException(code, detail, RETRY_MS));
    }
}
