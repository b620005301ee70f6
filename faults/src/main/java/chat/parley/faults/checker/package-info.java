/// Judges a history offline: two passes over the file, first the facts, then one small rule per anomaly.
///
/// Memory grows with messages and devices, not with lines. What is in the log at the end is what the final reads and
/// the audit of the store say; an acknowledged message that nobody read at the end counts as lost.
@NullMarked
package chat.parley.faults.checker;

import org.jspecify.annotations.NullMarked;
