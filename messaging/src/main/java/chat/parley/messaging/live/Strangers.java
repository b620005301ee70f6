package chat.parley.messaging.live;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Connections that have not shown who they are, by address: an address may have only so many of them. Bounded by the
/// connections of the node.
final class Strangers {
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final int perAddress;

    Strangers(int perAddress) {
        this.perAddress = perAddress;
    }

    /// Whether one more may come from there.
    boolean hasRoom(String address) {
        return byAddress.getOrDefault(address, 0) < perAddress;
    }

    /// One more; false when it was one too many, which [#left] takes back all the same.
    boolean came(String address) {
        return byAddress.merge(address, 1, Integer::sum) <= perAddress;
    }

    /// One showed who they are, or left.
    void left(String address) {
        byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }
}
