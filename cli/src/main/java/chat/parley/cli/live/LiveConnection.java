package chat.parley.cli.live;

/// One live connection, from being opened to its end. Safe from any thread; never blocks.
public interface LiveConnection {
    /// Says this, once the connection is there; before and after it is dropped, and the answer is false. Whatever is
    /// answered goes to the [Hearer] like any event.
    boolean say(Spoken command);

    /// Ends it as one does.
    void close();

    /// Ends it as a pulled cable does.
    void cut();
}
