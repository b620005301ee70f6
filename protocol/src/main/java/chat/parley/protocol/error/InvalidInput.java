package chat.parley.protocol.error;

/// What the constructors of this module throw at input that breaks a rule.
///
/// The message is written for the sender of the input and holds none of it, so that edges may pass it on as it is.
public final class InvalidInput extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    private InvalidInput(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /// Malformed: `BAD_REQUEST`.
    public static InvalidInput badRequest(String message) {
        return new InvalidInput(ErrorCode.BAD_REQUEST, message);
    }

    /// Well-formed but not acceptable: `UNPROCESSABLE`.
    public static InvalidInput unprocessable(String message) {
        return new InvalidInput(ErrorCode.UNPROCESSABLE, message);
    }

    /// The code to answer with.
    public ErrorCode code() {
        return code;
    }

    /// What to tell the sender.
    public String detail() {
        String message = getMessage();
        return message == null ? code.title() : message;
    }
}
