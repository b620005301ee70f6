package chat.parley.messaging.log;

/// Hears of every entry that this node's conversations take, wherever it came from.
public interface LogListener {
    /// Called for each conversation in order of seq, each entry once, never for two batches of one conversation at a
    /// time. Must not block and must not throw.
    ///
    /// @param own true when this node appended the entries, so that others have to be told
    void applied(Batch batch, boolean own);
}
