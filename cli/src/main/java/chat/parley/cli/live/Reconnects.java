package chat.parley.cli.live;

import chat.parley.cli.live.NextStep.GiveUp;
import chat.parley.cli.live.NextStep.Reconnect;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/// Decides what follows an end, by the table of close codes in docs/protocol.md. For one thread at a time.
public final class Reconnects {
    private static final int SOON_MS = 1_000;

    private final BackOff backOff;
    private final DoubleSupplier random;
    private boolean refreshed;

    /// @param random numbers in `[0, 1)`
    public Reconnects(DoubleSupplier random) {
        this.backOff = new BackOff(random);
        this.random = random;
    }

    /// A connection works; the next failure is a first one again.
    public void welcomed() {
        backOff.reset();
        refreshed = false;
    }

    /// What to do now.
    public NextStep after(LiveEnd end) {
        return switch (end.code()) {
            case 1003, 1007, 1008, 1009, 4400, 4403 ->
                new GiveUp("The server ended the connection for good (" + end.name() + "): " + end.reason());
            case 4401 -> unauthenticated();
            case 1012 -> draining(end);
            case 4408, 4430 -> new Reconnect(Duration.ofMillis((long) (random.getAsDouble() * SOON_MS)), false);
            default -> new Reconnect(backOff.next(), false);
        };
    }

    /// At once with a fresh token; if that one is not good either, with patience.
    private NextStep unauthenticated() {
        Duration wait = refreshed ? backOff.next() : Duration.ZERO;
        refreshed = true;
        return new Reconnect(wait, true);
    }

    private NextStep draining(LiveEnd end) {
        return end.reconnectAfterMs().isPresent()
                ? new Reconnect(Duration.ofMillis(end.reconnectAfterMs().getAsLong()), false)
                : new Reconnect(backOff.next(), false);
    }
}
