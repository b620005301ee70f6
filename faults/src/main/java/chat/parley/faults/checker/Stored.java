package chat.parley.faults.checker;

import chat.parley.faults.history.Event;

/// An entry as a final view has it.
///
/// @param line where it was first seen
record Stored(String clientMessageId, String id, String digest, long line) {
    static Stored of(long line, Event entry) {
        return new Stored(entry.clientMessageId(), entry.id(), entry.digest(), line);
    }

    boolean says(Stored other) {
        return clientMessageId.equals(other.clientMessageId) && alike(id, other.id) && alike(digest, other.digest);
    }

    /// Not every reader is told everything.
    private static boolean alike(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
}
