package chat.parley.faults.proxy;

import org.jspecify.annotations.Nullable;

/// How many bytes one direction of one connection may still pass before it is cut. Used by one thread.
final class Allowance {
    private @Nullable Cut order;
    private long left;

    /// Takes note of the order in force; a new one starts a new count.
    void follow(@Nullable Cut inForce) {
        if (order != inForce) {
            order = inForce;
            left = inForce == null ? Long.MAX_VALUE : inForce.afterBytes();
        }
    }

    int of(int wanted) {
        return order == null ? wanted : (int) Math.min(wanted, left);
    }

    void spend(int bytes) {
        left -= bytes;
    }

    /// How to end the connection, once the allowance is used up; null before.
    @Nullable
    Ending due() {
        return order != null && left <= 0 ? order.ending() : null;
    }
}
