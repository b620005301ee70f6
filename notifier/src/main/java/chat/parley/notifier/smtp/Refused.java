package chat.parley.notifier.smtp;

/// The mail server will never take this mail.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
        super(reason, null, false, false);
    }
}
