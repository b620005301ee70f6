package chat.parley.gateway.guard;

import java.util.concurrent.TimeUnit;

/// A bucket of requests that fills again at a steady rate. Times are those of [System#nanoTime()].
final class Allowance {
    private final double perNano;
    private final double most;
    private double left;
    private long at;

    Allowance(int perSecond, int most, long now) {
        this.perNano = (double) perSecond / TimeUnit.SECONDS.toNanos(1);
        this.most = most;
        this.left = most;
        this.at = now;
    }

    /// Takes one request out, if there is one.
    synchronized boolean take(long now) {
        left = Math.min(most, left + Math.max(0, now - at) * perNano);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
