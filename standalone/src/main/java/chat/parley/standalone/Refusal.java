package chat.parley.standalone;

/// A start that cannot be: its message is the one line that the person reads, and says what to do.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message a sentence for people, with the remedy
    public Refusal(String message) {
        super(message, null, false, false);
    }
}
