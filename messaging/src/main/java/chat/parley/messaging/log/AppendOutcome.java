package chat.parley.messaging.log;

import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/// What became of an append.
public sealed interface AppendOutcome {
    /// Durable, and in the history of every member.
    ///
    /// @param duplicate true when it was stored before
    record Stored(LogEntry entry, boolean duplicate) implements AppendOutcome {}

    /// Not stored – but with `OUTCOME_UNKNOWN` perhaps stored: repeat it with the same id.
    record Refused(ErrorCode code, String detail, @Nullable Long retryAfterMs) implements AppendOutcome {}
}
