package chat.parley.faults.checker;

import chat.parley.faults.history.Event;

/// Looks for one anomaly: sees every line in order, then the end. Knows all [Facts] from the beginning.
interface Rule {
    /// One line.
    default void see(long line, Event event) {}

    /// No more lines.
    default void finish() {}
}
