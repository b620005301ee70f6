package chat.parley.messaging.log;

import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.UserId;
import java.util.UUID;

/// An entry with what the store keeps beside it.
///
/// @param entry what clients see
/// @param sender half of the key of idempotence
/// @param clientMessageId the other half
/// @param digest of what was first sent under it
/// @param noticesSeq seq of the last notice up to and including this entry: where the roster's history begins
/// @param previousNotice for a notice, the one before it (0 for none): notices are a chain that can be walked back
record StoredEntry(
        LogEntry entry, UserId sender, UUID clientMessageId, Digest digest, long noticesSeq, long previousNotice) {
    long seq() {
        return entry.seq();
    }
}
