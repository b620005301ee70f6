package chat.parley.faults.history;

import org.jspecify.annotations.Nullable;

/// A history that cannot be judged; the message names the line.
public final class MalformedHistory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// At this line, from 1.
    public MalformedHistory(long line, String what, @Nullable Throwable cause) {
        super("line " + line + ": " + what, cause);
    }
}
