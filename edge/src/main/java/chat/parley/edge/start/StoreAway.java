package chat.parley.edge.start;

/// A service does not start because a store that it needs does not answer.
public final class StoreAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param store its name
    /// @param variable where its address comes from
    /// @param cause what happened; only its message is shown
    public StoreAway(String store, String variable, Throwable cause) {
        super(store + " does not answer. Start it, or correct " + variable + ".", cause);
    }
}
