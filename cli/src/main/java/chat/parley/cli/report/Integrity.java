package chat.parley.cli.report;

/// Whether everything came, once and in order.
///
/// @param lost entries that a receiver still lacked after a last resume
/// @param acknowledgedLost messages that were acknowledged and are not in the log
/// @param doubled entries that came again without having been asked for
/// @param storedTwice messages that are in the log under two seqs
/// @param disordered entries that came behind a later one
/// @param refusedStored messages that were refused for good and are in the log all the same
/// @param gaps that receivers found and filled
/// @param repeated entries that came again after a resume, as they may: they are shown once
/// @param lateFound entries that no live connection brought and that the last resume found
/// @param unanswered sends without an outcome at the end
public record Integrity(
        long lost,
        long acknowledgedLost,
        long doubled,
        long storedTwice,
        long disordered,
        long refusedStored,
        long gaps,
        long repeated,
        long lateFound,
        long unanswered) {
    /// Nothing was lost, doubled or put in another order.
    public boolean holds() {
        return lost + acknowledgedLost + doubled + storedTwice + disordered + refusedStored == 0;
    }
}
