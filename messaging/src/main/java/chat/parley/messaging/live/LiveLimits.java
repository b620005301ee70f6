package chat.parley.messaging.live;

/// What may wait for one connection, whatever carries it.
public final class LiveLimits {
    /// Bytes of events that may wait for a slow reader; beyond them the connection, or the stream, ends.
    public static final int QUEUE_BYTES = 256 * 1024;
    /// Beyond these, typing and presence are left out, and pages of history wait.
    public static final int RELAXED_BYTES = QUEUE_BYTES / 2;

    private LiveLimits() {}
}
