package chat.parley.cli;

/// Why a command does not do what it was asked, in a line for the person at the terminal. Ends the program with its
/// exit code, without a stack trace.
public final class Refusal extends RuntimeException {
    /// The command was understood but did not work out.
    public static final int FAILED = 1;
    /// The command itself was wrong or unclear.
    public static final int UNCLEAR = 2;

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String line;

    private Refusal(int exitCode, String line) {
        super(line, null, false, false);
        this.exitCode = exitCode;
        this.line = line;
    }

    /// It did not work out.
    public static Refusal failed(String message) {
        return new Refusal(FAILED, message);
    }

    /// What was asked is wrong or unclear.
    public static Refusal unclear(String message) {
        return new Refusal(UNCLEAR, message);
    }

    /// What to tell the person.
    public String line() {
        return line;
    }

    /// What the program ends with.
    public int exitCode() {
        return exitCode;
    }
}
