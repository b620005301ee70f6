package chat.parley.gateway.splice;

/// What becomes of a request for a socket.
sealed interface Verdict {
    /// It is carried to messaging; its seat is taken.
    record Admitted(SocketRequest request) implements Verdict {}

    /// It is not.
    record Refused(Refusal refusal) implements Verdict {}
}
