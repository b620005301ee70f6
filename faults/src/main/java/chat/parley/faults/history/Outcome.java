package chat.parley.faults.history;

import java.util.Locale;

/// The `type` of a line.
public enum Outcome {
    /// An operation begins.
    INVOKE,
    /// It succeeded; or something was observed.
    OK,
    /// It was refused, without effect.
    FAIL,
    /// Nobody knows, for instance after a time-out.
    INFO;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /// As in the file.
    public String wire() {
        return wire;
    }
}
