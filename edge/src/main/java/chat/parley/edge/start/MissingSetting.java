package chat.parley.edge.start;

/// A service does not start because somebody has yet to decide something. The message says what, and is all that people
/// see of it.
public final class MissingSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param names the properties and environment variables that would do, as people would write them
    /// @param meaning what they are for
    public MissingSetting(String names, String meaning) {
        super("Set " + names + ": " + meaning + ".", null, false, false);
    }
}
