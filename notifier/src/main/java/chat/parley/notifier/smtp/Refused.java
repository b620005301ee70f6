package chat.parley.notifier.smtp;

/// The mail server will never take this mail.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Refused(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /// Why, without anything of the mail.
    public String reason() {
        return reason;
    }
}
