package chat.parley.notifier.post;

/// No mail can be made of this: not an address, or a line break where none may be.
final class UnsendableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsendableException() {
        super("not a mail", null, false, false);
    }
}
