package chat.parley.contract.client;

/// One live connection, whatever carries it. Safe from any thread; [#say] after the end does nothing.
interface Line {
    /// Says this JSON object.
    void say(String json);

    /// Takes nothing from the network until [#read()].
    void stopReading();

    /// Reads on.
    void read();

    /// Says goodbye.
    void close();

    /// Who hears what comes; called by one thread at a time, must not wait.
    interface Listener {
        /// A JSON object came.
        void heard(String json);

        /// Nothing more comes.
        void ended(End end);
    }
}
