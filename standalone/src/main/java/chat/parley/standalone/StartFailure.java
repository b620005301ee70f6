package chat.parley.standalone;

/// The one line that a failed start comes down to: the deepest cause that says something.
final class StartFailure {
    private StartFailure() {}

    static String explain(Throwable failure) {
        Throwable cause = failure;
        for (Throwable next = failure.getCause(); next != null; next = next.getCause()) {
            cause = next;
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
