package chat.parley.messaging.receipt;

import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.error.ErrorCode;

/// What became of a member's report.
public sealed interface ReceiptOutcome {
    /// The watermarks as they are now; perhaps unchanged.
    record At(Receipt receipt) implements ReceiptOutcome {}

    /// Not a member, or beyond the head.
    record Refused(ErrorCode code, String detail) implements ReceiptOutcome {}
}
