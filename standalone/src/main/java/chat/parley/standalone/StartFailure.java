package chat.parley.standalone;

/// The one line that a failed start comes down to: the deepest cause that says something.
final class StartFailure {
    private StartFailure() {}

    static String explain(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
