package chat.parley.edge.start;

/// A service does not start because somebody has yet to decide something. The message says what, and is all that people
/// see of it.
public final class MissingSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param service which one
    /// @param names the environment variables or properties to set, as people would write them
    public MissingSetting(String service, String names) {
        super("The " + service + " service does not start without: " + names + ".", null, false, false);
    }
}
