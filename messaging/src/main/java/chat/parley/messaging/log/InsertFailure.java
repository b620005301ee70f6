package chat.parley.messaging.log;

/// Why an ordered insert stopped. Says what is known of the outcome, which decides what happens next.
final class InsertFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What is known.
    enum Kind {
        /// It never reached the store: nothing was written.
        NOT_DISPATCHED,
        /// A key was taken: what comes before it in the batch is written, the rest is not.
        TAKEN,
        /// Written or not.
        UNKNOWN
    }

    private final Kind kind;
    private final int written;

    /// @param written how many of the batch may have been written by this attempt, counted from its first
    InsertFailure(Kind kind, int written, Throwable cause) {
        super(kind.name(), cause);
        this.kind = kind;
        this.written = written;
    }

    int written() {
        return written;
    }

    Kind kind() {
        return kind;
    }
}
