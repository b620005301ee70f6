package chat.parley.embedded.mongo.storage;

/// A folder that this store cannot use; the message says why and what to do.
public final class UnusableFolder extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnusableFolder(String reason) {
        super(reason);
        this.reason = reason;
    }

    UnusableFolder(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /// A sentence or two for people.
    public String reason() {
        return reason;
    }
}
