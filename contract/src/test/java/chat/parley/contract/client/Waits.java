package chat.parley.contract.client;

/// Waiting as long as a server asked for.
final class Waits {
    private Waits() {}

    static void millis(long time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
