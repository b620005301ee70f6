package chat.parley.messaging.live;

import chat.parley.edge.problem.Problems;
import chat.parley.protocol.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Surprises on a live connection, as codes. What is a defect of ours is logged here, once.
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /// What to answer with.
    public static ErrorCode code(Throwable failure) {
        ErrorCode code = Problems.of(failure).code();
        if (code == ErrorCode.INTERNAL) {
            LOG.error("A live command failed", failure);
        }
        return code;
    }
}
